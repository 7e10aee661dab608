//! What there is to know of a guide before it is begun, in the order a person weighs it. Every door tells the same.

use super::{Guide, Source};
use crate::words::{count, fill, words};

/// One thing to know: what it is about, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about, in two or three words.
    pub name: &'static str,
    /// What it says.
    pub says: String,
}

impl Guide {
    /// Returns what there is to know of it: what it is for, for whom, how long it takes, what it is not, what it draws on.
    /// What its file does not say is left out.
    pub fn facts(&self) -> Vec<Fact> {
        let w = &words().about;
        let purpose = self.about.purpose.as_ref().or(self.summary.as_ref());
        let long = self.minutes.map(|minutes| count(minutes as usize, w.minute, w.minutes));
        let source = self.source.as_ref().map(Source::told).filter(|source| !source.is_empty());
        let all = [
            (w.purpose, purpose.cloned()),
            (w.whom, self.about.whom.clone()),
            (w.long, long),
            (w.is_not, self.about.is_not.clone()),
            (w.source, source),
        ];
        all.into_iter().filter_map(|(name, says)| Some(Fact { name, says: says? })).collect()
    }
}

impl Source {
    /// Names it in a line: title, author, date.
    pub fn told(&self) -> String {
        let w = &words().about;
        let title = self.title.as_deref().map(|title| fill(w.source_title, &[("title", title)]));
        let author = self.author.as_deref().map(|author| fill(w.source_by, &[("author", author)]));
        let by: Vec<_> = [title, author].into_iter().flatten().collect();
        let parts = [Some(by.join(" ")).filter(|by| !by.is_empty()), self.date.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl Fact {
    /// Says it in a line.
    pub fn line(&self) -> String {
        fill(words().about.fact, &[("name", self.name), ("says", &self.says)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guide(top: &str) -> Guide {
        let text = format!(
            "format = 1\nid = \"x\"\ntitle = \"X\"\n{top}\n[[perspective]]\nid = \"me\"\nlabel = \"Me\"\n\
             [[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.prompt]]\nid = \"p\"\nask = \"?\"\nanswer.text = {{}}\n"
        );
        Guide::read("x.toml", text.as_bytes()).unwrap()
    }

    fn told(top: &str) -> Vec<String> {
        guide(top).facts().iter().map(Fact::line).collect()
    }

    #[test]
    fn it_says_what_for_for_whom_how_long_what_it_is_not_and_whose_ideas() {
        let all = told(
            "summary = \"Short.\"\nminutes = 10\n[about]\nis-not = \"A verdict.\"\nwhom = \"For you.\"\npurpose = \"To see.\"\n\
             [source]\ndate = \"2023\"\nauthor = \"A. B.\"\ntitle = \"T\"",
        );
        let expected = [
            "What for: To see.",
            "For whom: For you.",
            "How long: About 10 minutes. You can stop, and go on later.",
            "What it is not: A verdict.",
            "It draws on: \"T\" by A. B., 2023",
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn what_its_file_does_not_say_is_left_out() {
        assert_eq!(told(""), [""; 0]);
        assert_eq!(told("summary = \"Short.\""), ["What for: Short."]);
        assert_eq!(told("[source]\nnote = \"x\""), [""; 0]);
        assert!(told("minutes = 1")[0].contains("About 1 minute. "));
    }
}
