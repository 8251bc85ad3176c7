//! Resources that are kept between stages, and stages that are mere delays.

use super::{Case, centre};

const CITY: &str = "
    [[city]]
    id = 'wuhan'
";

/// Repairs that end with an advisor, while the bay is kept or not, and talks that need the advisor alone.
fn repairs(keep: &str) -> String {
    CITY.to_string()
        + &format!(
            "
    [[failure]]
    id = 'body'
    stages = [
        {{ id = 'check', needs = ['bay'], {keep} hours = 1.0 }},
        {{ id = 'advise', needs = ['bay', 'advisor'], hours = 1.0 }},
    ]
    [[failure]]
    id = 'talk'
    stages = [ {{ id = 'talk', needs = ['advisor'], hours = 3.0 }} ]
"
        )
        + &centre("bay = 1, advisor = 1", "'always'", "policy = 'walk-in'")
}

const TALK_THEN_TWO: &str = "
    time failure
    0.5  talk
    1    body
    1.5  body";

#[test]
fn a_kept_bay_blocks_the_next_car() {
    // The advisor talks from 0:30 to 3:30. Car 2 is checked from 1 to 2 and keeps its bay until she is free.
    Case::new(1, &repairs("keep = ['bay'],"))
        .trace(TALK_THEN_TWO)
        .gives(
            "job start end wait_advisor_hours wait_bay_hours work
             1   0.5   3.5 0                  0              3
             2   1     4.5 1.5                0              2
             3   4.5   6.5 0                  3              2",
        )
        // The bay is held from 1 to 6:30, without work from 2 to 3:30.
        .is("utilisation", "resource=bay", 5.5 / 24.0)
        .is("blocked_share", "resource=bay", 1.5 / 24.0)
        .is("blocked_share", "", 1.5 / 48.0)
        .is("utilisation", "resource=advisor", 5.0 / 24.0);
}

#[test]
fn a_bay_that_is_not_kept_serves_the_next_car() {
    // Car 3 is checked from 2 to 3. At 3:30 both wait for bay and advisor; car 2 has waited longer.
    let run = Case::new(1, &repairs("")).trace(TALK_THEN_TWO).gives(
        "job start end
         1   0.5   3.5
         2   1     4.5
         3   2     5.5",
    );
    assert_eq!(run.all("outcome"), ["served"; 3]);
}

#[test]
fn what_is_not_needed_again_is_kept_until_the_end() {
    let scenario = CITY.to_string()
        + "
    [[failure]]
    id = 'body'
    stages = [
        { id = 'strip', needs = ['bay'], keep = ['bay'], hours = 1.0 },
        { id = 'paint', needs = ['booth'], hours = 2.0 },
    ]
" + &centre("bay = 1, booth = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time
             1
             1.5",
        )
        .gives(
            "job start end
             1   1     4
             2   4     7",
        )
        .is("utilisation", "resource=bay", 6.0 / 24.0)
        .is("blocked_share", "resource=bay", 4.0 / 24.0)
        .is("blocked_share", "resource=bay centre=w", 4.0 / 24.0);
}

#[test]
fn what_is_kept_goes_back_at_the_next_stage_that_needs_it() {
    // The bay is kept over the paint, taken up again for the fitting, and free for the next car before the wash.
    let scenario = CITY.to_string()
        + "
    [[failure]]
    id = 'body'
    stages = [
        { id = 'strip', needs = ['bay'], keep = ['bay'], hours = 1.0 },
        { id = 'paint', needs = ['booth'], hours = 2.0 },
        { id = 'fit', needs = ['bay'], hours = 1.0 },
        { id = 'wash', needs = ['booth'], hours = 1.0 },
    ]
" + &centre("bay = 1, booth = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time
             1
             1.5",
        )
        // Car 1: 1–2 bay, 2–4 booth, 4–5 bay, 5–6 booth. Car 2: 5–6, 6–8, 8–9, 9–10.
        .gives(
            "job start end
             1   1     6
             2   5     10",
        )
        .is("utilisation", "resource=bay", 8.0 / 24.0)
        .is("blocked_share", "resource=bay", 4.0 / 24.0);
}

/// Paint, then drying, then polish, from 09:00 to 18:00.
fn paint(keep: &str, dry: &str) -> String {
    CITY.to_string()
        + &format!(
            "
    [[failure]]
    id = 'body'
    stages = [
        {{ id = 'paint', needs = ['booth'], {keep} hours = 1.0 }},
        {{ id = 'dry', {dry}, hours = 3.0 }},
        {{ id = 'polish', needs = ['bay'], hours = 1.0 }},
    ]
"
        )
        + &centre(
            "booth = 1, bay = 3",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'walk-in'",
        )
}

#[test]
fn paint_dries_around_the_clock_in_the_booth() {
    let dry = "needs = ['booth'], around_the_clock = true";
    Case::new(2, &paint("keep = ['booth'],", dry))
        .trace(
            "time
             0/16:30
             0/17:00",
        )
        // Car 1 is dry at 20:30 and waits for the morning. The booth is free then, and car 2 goes in at 09:00.
        .gives(
            "job start   end     work closed_hours wait_booth_hours
             1   0/16:30 1/10:00 5    12.5         0
             2   1/09:00 1/14:00 5    15           1",
        )
        // In opening hours the booth is in use from 16:30 to 18:00 and from 09:00 to 13:00, never without work.
        .is("utilisation", "resource=booth", 5.5 / 18.0)
        .is("blocked_share", "resource=booth", 0.0);
}

#[test]
fn a_delay_without_needs_begins_while_closed() {
    // Painted by 18:00 sharp, dry at 21:00; three cars at once dry in no one's way.
    let dry = "needs = [], around_the_clock = true";
    Case::new(2, &paint("", dry))
        .trace(
            "time    hours.paint
             0/16:00 1
             0/16:30 1
             0/16:40 -",
        )
        // Booth: 16–17, 17–18; car 3 at 09:00.
        .gives(
            "job start   end     work closed_hours
             1   0/16:00 1/10:00 5    13
             2   0/17:00 1/10:00 5    12
             3   1/09:00 1/14:00 5    15",
        );
}

#[test]
fn a_delay_of_the_day_pauses_at_night() {
    Case::new(2, &paint("", "needs = []"))
        .trace(
            "time
             0/16:30
             0/17:00",
        )
        // Car 1: paint to 17:30, half an hour of drying, 2½ more from 09:00. Car 2: paint 17:30–18:00 and 09:00–09:30.
        .gives(
            "job start   end     work closed_hours
             1   0/16:30 1/12:30 5    15
             2   0/17:30 1/13:30 5    15",
        );
}

#[test]
fn what_is_kept_overnight_is_no_overtime() {
    let scenario = repairs("keep = ['bay'],").replace(
        "hours = 'always'",
        "hours = { mon-sun = '09:00-18:00', closing = 'finish' }",
    );
    Case::new(2, &scenario)
        .trace(
            "time    failure hours.check
             0/17:00 body    2",
        )
        // Checked until 19:00 in overtime; the bay is kept over the night, and the advisor comes at 09:00.
        .gives(
            "job start   end     work closed_hours
             1   0/17:00 1/10:00 3    14",
        )
        .is("utilisation", "resource=bay", 3.0 / 19.0)
        .is("blocked_share", "resource=bay", 0.0);
}

#[test]
fn what_dries_overnight_is_no_overtime() {
    let dry = "needs = ['booth'], around_the_clock = true";
    let scenario = paint("keep = ['booth'],", dry).replace("'09:00-18:00'", "'09:00-18:00', closing = 'finish'");
    Case::new(1, &scenario)
        .trace(
            "time
             0/16:30",
        )
        // Painted by 17:30, dry by 20:30: nobody is at work with the booth after 18:00.
        .gives(
            "job start   outcome
             1   0/16:30 unfinished",
        )
        .is("utilisation", "resource=booth", 1.5 / 9.0);
}

#[test]
fn a_delay_may_come_first_and_begins_while_closed() {
    let scenario = CITY.to_string()
        + "
    [[failure]]
    id = 'body'
    stages = [
        { id = 'cool', needs = [], around_the_clock = true, hours = 3.0 },
        { id = 'repair', needs = ['bay'], hours = 1.0 },
    ]
" + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", "policy = 'walk-in'");
    Case::new(2, &scenario)
        .trace(
            "time
             0/20:00
             1/07:00",
        )
        .gives(
            "job start   end     work closed_hours
             1   0/20:00 1/10:00 4    10
             2   1/07:00 1/11:00 4    0",
        );
    // A delay of the day begins with the day.
    Case::new(2, &scenario.replace("around_the_clock = true, ", ""))
        .trace(
            "time
             0/20:00",
        )
        .gives(
            "job start   end     work closed_hours
             1   1/09:00 1/13:00 4    13",
        );
}

#[test]
fn a_delay_of_the_day_begins_at_once_in_the_booth_that_is_kept() {
    // The booth is kept over the drying, which needs nothing but the opening hours, and needed for the polish.
    let scenario = paint("keep = ['booth'],", "needs = []").replace("needs = ['bay']", "needs = ['booth']");
    Case::new(1, &scenario)
        .trace(
            "time
             0/10:00
             0/10:30",
        )
        // 10–11 paint, 11–14 dry, 14–15 polish; then the next: dry at 18:00 has one more hour to come.
        .gives(
            "job start   end     outcome
             1   0/10:00 0/15:00 served
             2   0/15:00 -       unfinished",
        )
        .is("utilisation", "resource=booth", 8.0 / 9.0)
        .is("blocked_share", "resource=booth", 5.0 / 9.0);
}

#[test]
fn slots_follow_from_the_hours_for_which_the_booth_is_kept() {
    let scenario = paint("keep = ['booth'],", "needs = []").replace("needs = ['bay']", "needs = ['booth']");
    let scenario = scenario.replace("policy = 'walk-in'", "policy = 'calendar'");
    // Five hours a car, three of them drying: 9 ÷ 5 is one slot a day.
    Case::new(3, &scenario)
        .trace(
            "time
             0/08:00
             0/08:00",
        )
        .gives(
            "job slot
             1   0/09:00
             2   1/09:00",
        );
}
