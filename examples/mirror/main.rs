//! How the mirror does on labelled sentences: `cargo run --example mirror -- [--misses] [--alarms] [--quiet] FILE…`.
//!
//! For whoever mends `content/mirror.toml`: it is read anew at each run, and so are the weights beside it. Tells precision,
//! recall and false alarms, and with `--misses`, `--alarms` and `--named` (the wrong category) the sentences behind them; with
//! `--patterns`, of the patterns alone. `--learn` prints weights learned from the sentences; files whose names begin with `held`
//! teach nothing and set how sure it has to be.

#![expect(clippy::print_stdout, reason = "printing is what it does")]

mod learn;
#[path = "../../tests/support/scored.rs"]
mod scored;

use std::path::{Path, PathBuf};

use onward::mirror::Mirror;
use scored::{Labelled, Score, by_category, judge, labelled};

fn main() {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|one| one.starts_with("--"));
    let has = |flag: &str| flags.iter().any(|one| one == flag);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/mirror.toml");
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mirror = Mirror::read("mirror.toml", &bytes).unwrap_or_else(|report| panic!("\n{report}"));
    let is_held = |file: &&String| {
        Path::new(file).file_name().is_some_and(|name| name.to_string_lossy().starts_with("held"))
    };
    let (held, rest): (Vec<_>, Vec<_>) = files.iter().partition(is_held);
    let read =
        |files: Vec<&String>| files.into_iter().flat_map(|file| labelled(&PathBuf::from(file))).collect();
    let (held, mut all): (Vec<Labelled>, Vec<Labelled>) = (read(held), read(rest));
    if has("--learn") {
        print!("{}", learn::learn(&mirror.without_weights(), &all, &held));
        return;
    }
    all.extend(held);
    let weights = std::fs::read_to_string(path.with_file_name("mirror-weights.tsv")).unwrap_or_default();
    let mirror = if has("--patterns") { mirror.without_weights() } else { mirror.with_weights(&weights) };
    let judged = judge(&mirror, &all);
    for one in &judged {
        let told = match (&one.labelled.asked, one.found.is_empty()) {
            (Some((category, phrase)), true) if has("--misses") => format!("miss   {category} [{phrase}]"),
            (None, false) if has("--alarms") => format!("alarm  {:?}", one.found),
            (Some((category, _)), false)
                if has("--named") && !one.found.iter().any(|(named, _)| named == category) =>
            {
                format!("named  {category} {:?}", one.found)
            }
            _ => continue,
        };
        println!("{told}  {}: {}", one.labelled.side, one.labelled.text);
    }
    let score = Score::of(&judged);
    println!(
        "{} sentences: precision {:.3}, recall {:.3}, false alarms {:.3} (hurt: {:.3}); right category {} and right phrase {} of {} found",
        judged.len(),
        score.precision(),
        score.recall(),
        score.false_alarms(),
        Score::of(judged.iter().filter(|one| one.labelled.side == "hurt")).false_alarms(),
        score.named,
        score.placed,
        score.hits,
    );
    for (category, (found, of)) in by_category(&judged) {
        println!("  {category:<17} {found} of {of}");
    }
}
