#![allow(clippy::all, clippy::print_stdout, missing_docs)]
#[path = "../tests/support/scored.rs"]
#[allow(dead_code)]
mod scored;
use onward::mirror::Mirror;
fn main() {
    let mut args = std::env::args().skip(1);
    let pat = args.next().unwrap();
    let mirror =
        Mirror::read("m", &std::fs::read(pat).unwrap()).unwrap_or_else(|r| panic!("{r}")).without_weights();
    for file in args {
        for (n, one) in scored::labelled(std::path::Path::new(&file)).iter().enumerate() {
            let at = one.asked.as_ref().and_then(|(_, p)| one.text.find(p.as_str()));
            for (place, names) in mirror.weighed(&one.text, &one.side) {
                println!(
                    "{}\t{}\t{}\t{}\t{}\t{}",
                    file,
                    n,
                    one.side,
                    one.asked.as_ref().map_or("-", |a| &a.0),
                    at.map_or(1, |a| u8::from(place.contains(&a))),
                    names.join("|")
                );
            }
        }
    }
}
