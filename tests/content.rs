//! Every guide that is built in can be read, and stands in the library under its own id.

use std::fs;
use std::path::Path;

use onward::guide::Guide;
use onward::library::Library;

#[test]
fn every_shipped_guide_is_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guides");
    let library = Library::new(None);
    let mut ids = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(path.extension().unwrap(), "toml", "{} is no guide", path.display());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let guide =
            Guide::read(&name, &fs::read(&path).unwrap()).unwrap_or_else(|report| panic!("\n{report}"));
        assert_eq!(name, format!("{}.toml", guide.id), "a guide's file is called by its id");
        assert_eq!(*library.get(&guide.id).unwrap(), guide, "{name} is not built in");
        ids.push(guide.id);
    }
    assert!(!ids.is_empty(), "no guide is shipped");
    let mut listed: Vec<_> = library.list().into_iter().map(|shelved| shelved.id).collect();
    listed.sort();
    ids.sort();
    assert_eq!(listed, ids);
}
