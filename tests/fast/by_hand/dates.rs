//! Weekdays, holidays and adjusted workdays; centres that open and close for good.

use super::{BODY, Case, centre};

/// Sunday 26 January 2025 is an adjusted workday, Tuesday 28 January the first holiday of the Spring Festival, which
/// lasts to Tuesday 4 February.
fn spring_festival(days: u32, country: &str, hours: &str) -> Case {
    let scenario = country.to_string() + BODY + &centre("bay = 1", hours, "policy = 'walk-in'");
    Case::from("2025-01-26", days, &scenario)
}

const CHINA: &str = "[calendar]\ncountry = 'CN'\n";

#[test]
fn holidays_and_adjusted_workdays_have_hours_of_their_own() {
    let hours = "{ mon-fri = '09:00-18:00', workday = '10:00-17:00', holiday = '12:00-14:00' }";
    spring_festival(11, CHINA, hours)
        .trace(
            "time     hours.repair
             0/08:00  2            # Sunday, works 10–17
             0/16:00  3            # an hour, then from Monday 09:00
             1/17:00  2            # an hour, then from 12:00 of the holiday
             6/08:00  3            # a Saturday of the holiday: 2 h, then an hour of Sunday
             9/17:00  2            # the last holiday, after 14:00: Wednesday is a plain day",
        )
        .gives(
            "job start    end
             1   0/10:00  0/12:00
             2   0/16:00  1/11:00
             3   1/17:00  2/13:00
             4   6/12:00  7/13:00
             5   10/09:00 10/11:00",
        )
        // Open: 7 h on the 26th, 9 h on the 27th, 2 h on each of eight holidays, 9 h on 5 February.
        .is("utilisation", "", 12.0 / 41.0);
}

#[test]
fn without_own_hours_a_holiday_is_its_weekday_and_a_workday_a_monday() {
    let hours = "{ mon = '08:00-10:00', tue = '11:00-13:00' }";
    spring_festival(3, CHINA, hours)
        .trace(
            "time    hours.repair
             0/00:00 4",
        )
        // Sunday as Monday 08–10, then Monday 08–10.
        .gives(
            "job start   end
             1   0/08:00 1/10:00",
        );
    spring_festival(3, CHINA, hours)
        .trace(
            "time    hours.repair
             2/00:00 2",
        )
        .gives(
            "job start   end
             1   2/11:00 2/13:00",
        );
}

#[test]
fn closed_holidays_are_closed() {
    let hours = "{ mon-sun = '09:00-18:00', holiday = 'closed' }";
    spring_festival(11, CHINA, hours)
        .trace(
            "time    hours.repair
             1/17:00 2",
        )
        // An hour on Monday, the rest on Wednesday, 5 February.
        .gives(
            "job start   end
             1   1/17:00 10/10:00",
        );
}

#[test]
fn without_a_country_there_are_no_holidays() {
    let hours = "{ mon-fri = '09:00-18:00', workday = '10:00-17:00', holiday = 'closed' }";
    spring_festival(3, "", hours)
        .trace(
            "time    hours.repair
             0/08:00 10",
        )
        // Sunday is closed; 9 h on Monday, 1 h on Tuesday.
        .gives(
            "job start   end
             1   1/09:00 2/10:00",
        );
}

#[test]
fn a_centre_takes_jobs_from_its_first_day_to_its_last() {
    let dated = centre("bay = 1", "'always'", "policy = 'walk-in'") + "opens = 2025-03-04\ncloses = 2025-03-05\n";
    let run = Case::new(4, &(BODY.to_string() + &dated))
        .trace(
            "time      hours.repair
             0/12:00   1
             0/24:00   1           # still the day before
             1/00:00+1 1
             1/23:00   3           # what is there is worked off: to 02:00
             1/24:00   1           # still the last day
             2/00:00+1 1",
        )
        .gives(
            "job outcome reason    lost      centre start     end
             1   lost    no_centre 0/12:00   -      -         -
             2   lost    no_centre 0/24:00   -      -         -
             3   served  -         -         w      1/00:00+1 1/01:00+1
             4   served  -         -         w      1/23:00   2/02:00
             5   served  -         -         w      2/02:00   2/03:00
             6   lost    no_centre 2/00:00+1 -      -         -",
        );
    // Staffed: its one day, and the three hours worked afterwards. No row for the other days.
    run.is("utilisation", "", 5.0 / 27.0);
    run.is("lost_share", "reason=no_centre", 0.5);
}
