//! The command line.
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let loaded = match aftersales::scenario::load(std::path::Path::new(&args[1]), &args[3..]) { Ok(l) => l, Err(e) => { eprintln!("{}", e.render(aftersales::units::Language::En)); std::process::exit(2) } };
    let options = aftersales::study::run::Options { seed: 1, replications: args[2].parse().unwrap(), threads: std::env::var("J").map_or(1, |j| j.parse().unwrap()), warnings: vec![] };
    let no = std::sync::atomic::AtomicBool::new(false);
    let t = std::time::Instant::now();
    let jobs = std::sync::atomic::AtomicU64::new(0);
    let out = aftersales::study::run::run(&loaded.scenario, &options, None, &|p| jobs.store(p.jobs, std::sync::atomic::Ordering::Relaxed), &no).unwrap();
    let s = t.elapsed();
    let j = jobs.into_inner();
    eprintln!("{:?} {} jobs {:.1} ns/job", s, j, s.as_nanos() as f64 / j as f64);
    aftersales::report::json::write(&out.summary, &mut std::io::stdout()).unwrap();
}
