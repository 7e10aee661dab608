use onward::{paths::Paths, perform::Performer, settings::Settings, tui};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let paths = Paths::find(Some(a[1].clone().into()), a.get(5).map(|p| p.into()), None).unwrap();
    let s = Settings::default();
    let start = match a.get(2).map(String::as_str) {
        Some("new") => {
            tui::Start::New { guide: a.get(3).cloned(), perspective: a.get(4).cloned(), title: None }
        }
        Some("resume") => tui::Start::Resume(a.get(3).cloned()),
        _ => tui::Start::Home,
    };
    if let Err(t) = tui::run(Performer::new(paths, &s), s, start) {
        eprintln!("{t}");
        std::process::exit(1);
    }
}
