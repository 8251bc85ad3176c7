//! A bay that is kept while the car waits for the next stage, against an exact Markov chain.

use crate::reference::kept::Kept;
use crate::trial::{Table, exponential, rate, run, top};

#[test]
fn a_kept_bay_blocks_as_the_markov_chain_says() {
    let (per_hour, first, second) = (3.0, 0.9, 0.3);
    let exact = Kept {
        bays: 4,
        advisors: 1,
        room: 5,
        per_hour,
        first,
        second,
    }
    .long_run();
    let toml = format!(
        "{}\n[[failure]]\nid = \"body\"\n{}\nstages = [\n  {{ id = \"repair\", needs = [\"bay\"], keep = [\"bay\"], \
         hours = {} }},\n  {{ id = \"check\", needs = [\"bay\", \"advisor\"], hours = {} }},\n]\n\n\
         [[centre]]\nid = \"centre\"\ncity = \"city\"\nresources = {{ bay = 4, advisor = 1 }}\nhours = \"always\"\n\
         booking = {{ policy = \"walk-in\", queue_limit = 5 }}\n",
        top(1505, 5),
        rate(per_hour),
        exponential(first),
        exponential(second)
    );
    let outcome = run(&toml, 40);
    let mut table = Table::new("Four bays, kept until the only advisor is free", &outcome);
    table.compare("lost", exact.lost, outcome.row("lost_share", &[]));
    table.compare("in system", exact.in_system, outcome.row("in_system", &[]));
    let share = |metric, id| outcome.row(metric, &[("resource", id)]);
    table.compare("utilisation: bay", exact.bay, share("utilisation", "bay"));
    table.compare("utilisation: advisor", exact.advisor, share("utilisation", "advisor"));
    table.compare("blocked: bay", exact.blocked, share("blocked_share", "bay"));
    table.finish();
}
