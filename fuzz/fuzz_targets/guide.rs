//! Any bytes are a guide, or a report that says why they are none and can be shown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onward::guide::Guide;

fuzz_target!(|bytes: &[u8]| {
    if let Err(report) = Guide::read("fuzz.toml", bytes) {
        assert!(!report.faults.is_empty());
        let shown = report.to_string();
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()));
        for fault in &report.faults {
            assert!(fault.span.start <= fault.span.end && fault.span.end <= report.source.len());
            let place = report.place(fault);
            assert!(place.line >= 1 && place.column >= 1);
        }
    }
});
