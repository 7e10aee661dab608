//! A preview: a walk for who writes a guide. It asks the hands for nothing, so nothing of it is kept; and it goes on under
//! another version of its guide.

use std::sync::Arc;

use super::route::{Route, stage_id};
use super::{Session, asked};
use crate::guide::Guide;
use crate::moment::Moment;
use crate::reflection::{Id, Reflection, Stop};

impl Session {
    /// Begins a preview. `side` is one of the guide's perspectives.
    pub fn preview(guide: Arc<Guide>, side: &str, now: Moment) -> Self {
        let reflection = Reflection::begin(Id::from_numbers([0; 8]), &guide.id, &guide.title, side, now);
        Self { preview: true, ..Self::new(guide, reflection, now) }
    }

    /// Tells whether it is a preview.
    pub fn is_preview(&self) -> bool {
        self.preview
    }

    /// Goes back to the beginning, with nothing answered.
    pub fn begin_again(&mut self, now: Moment) {
        let side = self.reflection.perspective.clone();
        let new = Self { room: self.room, ..Self::preview(Arc::clone(&self.guide), &side, now) };
        let glass = self.told.glass();
        *self = glass.into_iter().fold(new, Self::with_mirror);
    }

    /// Goes on under another version of the guide, which has the perspective too. What was answered stays, and one stands
    /// at the same page or prompt, by its id; where that is not asked any more, at what stands in its place, or comes next.
    pub fn take_guide(&mut self, guide: Arc<Guide>, now: Moment) {
        self.record(now);
        let names: Vec<Stop> =
            (0..self.route.legs.len()).map(|leg| self.route.name(&self.guide, leg)).collect();
        let (at, part) = (self.at, self.guide.parts[self.route.legs[self.at].part].id.clone());
        let (leg, kind) = (self.route.legs[at], self.kind());
        let caret = self.field.as_ref().map(|field| field.bookmark());
        let heard: Vec<&Stop> = self.heard.iter().map(|&leg| &names[leg]).collect();

        let route = Route::new(&guide, &self.reflection.perspective);
        let open = route.open(&guide, &self.reflection, &self.unsaved, false);
        let place = |stop: &Stop| route.find(&guide, stop).filter(|&leg| open[leg]);
        let instead = || {
            let there = route.legs.get(at).filter(|there| there.kind == leg.kind)?;
            (open[at] && guide.parts[there.part].id == part).then_some(at)
        };
        let nearest = || names[at..].iter().chain(names[..at].iter().rev()).find_map(place);
        let to = place(&names[at]).or_else(instead).or_else(nearest).unwrap_or(0);
        self.heard = heard.into_iter().filter_map(|stop| route.find(&guide, stop)).collect();
        (self.guide, self.route, self.open) = (guide, route, open);
        (self.detour, self.behind, self.notice, self.glance) = (None, None, None, None);
        self.name_answers_anew();
        self.reopen();
        self.at = to;
        self.enter(now);
        if let (true, Some((part, caret))) = (self.stop() == names[at] && self.kind() == kind, caret)
            && let Some(field) = &mut self.field
        {
            field.return_to(part, caret);
        }
    }

    /// Returns the kind of question one is at.
    fn kind(&self) -> Option<&'static str> {
        self.route.legs[self.at].prompt(&self.guide).map(|prompt| prompt.question.kind())
    }

    /// Gives each answer the words, the stage and the place its question has now.
    fn name_answers_anew(&mut self) {
        let reflection = Arc::make_mut(&mut self.reflection);
        reflection.guide_title.clone_from(&self.guide.title);
        reflection.title.clone_from(&self.guide.title);
        for answer in &mut reflection.answers {
            let Some((part, prompt)) = self.guide.prompts().find(|(_, prompt)| prompt.id == answer.prompt)
            else {
                continue;
            };
            answer.asked = asked(prompt, &reflection.perspective);
            answer.step = prompt.step;
            stage_id(part).clone_into(&mut answer.stage);
            answer.stage_title = part.title.clone().unwrap_or_default();
        }
        reflection.answers.sort_by_key(|answer| self.route.of_prompt(&answer.prompt).unwrap_or(usize::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::{Field, Stroke};
    use crate::session::{At, Step};

    fn now() -> Moment {
        Moment::at(1_800_000_000, 0)
    }

    fn guide(prompts: &[(&str, &str)]) -> Arc<Guide> {
        let head = "format = 1\nid = \"g\"\ntitle = \"G\"\n[[perspective]]\nid = \"me\"\nlabel = \"Me\"\n\
                    [[stage]]\nid = \"s\"\ntitle = \"S\"\n";
        let each = prompts.iter().map(|(id, rest)| format!("[[stage.prompt]]\nid = \"{id}\"\n{rest}\n"));
        let text = head.to_owned() + &each.collect::<String>();
        Arc::new(Guide::read("g", text.as_bytes()).unwrap_or_else(|report| panic!("\n{report}")))
    }

    const TEXT: &str = "ask = \"What?\"\nanswer.text = {}";
    const YES: &str = "ask = \"Yes?\"\nanswer.yes-no = {}";

    fn type_in(session: &mut Session, text: &str) {
        let led = session.step(Step::Stroke(Stroke::Type(text.to_owned())), now());
        assert_eq!(led.effects, []);
    }

    fn text(session: &Session) -> String {
        session.field().and_then(Field::whole_text).unwrap_or_default()
    }

    #[test]
    fn nothing_is_asked_of_the_hands() {
        let mut session = Session::preview(guide(&[("a", TEXT), ("b", TEXT)]), "me", now());
        type_in(&mut session, "one");
        for step in [Step::Next, Step::Skip, Step::Next, Step::Next, Step::Back, Step::Leave, Step::Conclude]
        {
            assert_eq!(session.step(step, now()).effects, []);
        }
    }

    #[test]
    fn the_place_and_the_answers_stay_under_another_version() {
        let mut session = Session::preview(guide(&[("a", TEXT), ("b", TEXT), ("c", TEXT)]), "me", now());
        type_in(&mut session, "first");
        session.step(Step::Next, now());
        type_in(&mut session, "secon");
        session.step(
            Step::Stroke(Stroke::Edit(crate::text::Edit::Move {
                to: crate::text::Motion::Left,
                select: false,
            })),
            now(),
        );
        // Moved, with another before it, and in other words.
        let other = "ask = \"Otherwise?\"\nanswer.text = {}";
        session.take_guide(guide(&[("new", YES), ("c", TEXT), ("b", other), ("a", TEXT)]), now());
        assert_eq!((session.stop(), text(&session)), (Stop::Prompt("b".into()), "secon".into()));
        let At::Prompt { ask, .. } = session.view().at else { panic!() };
        assert_eq!(ask, "Otherwise?");
        type_in(&mut session, "d");
        assert_eq!(text(&session), "secodn", "the caret stays where it was");
        let told: Vec<_> =
            session.reflection().told().map(|answer| (&*answer.prompt, &*answer.asked)).collect();
        assert_eq!(told, [("b", "Otherwise?"), ("a", "What?")], "in the order and the words of the guide");
    }

    #[test]
    fn what_is_not_asked_any_more_gives_its_place_away() {
        let mut session = Session::preview(guide(&[("a", TEXT), ("b", TEXT)]), "me", now());
        session.step(Step::Next, now());
        session.take_guide(guide(&[("a", TEXT), ("other-name", TEXT)]), now());
        assert_eq!(session.stop(), Stop::Prompt("other-name".into()));
        session.take_guide(guide(&[("a", TEXT)]), now());
        assert_eq!(session.stop(), Stop::Closing("s".into()));
        let closed = "ask = \"What?\"\nanswer.text = {}\nwhen = { prompt = \"a\", is = \"yes\" }";
        session.step(Step::Back, now());
        session.take_guide(guide(&[("a", YES), ("b", closed)]), now());
        assert_eq!(session.stop(), Stop::Prompt("a".into()));
        session.step(Step::Skip, now());
        assert_eq!(session.stop(), Stop::Closing("s".into()), "one that is closed now is passed by");
    }

    #[test]
    fn an_answer_of_another_kind_is_no_trouble() {
        let kinds = ["text", "line", "yes-no", "scale", "items", "plan", "promise", "note"];
        let prompt = |kind: &str| format!("ask = \"What?\"\nanswer.{kind} = {{}}");
        for first in kinds {
            for second in kinds {
                let mut session = Session::preview(guide(&[("a", &prompt(first))]), "me", now());
                session.step(Step::Hear("3".into()), now());
                session.step(Step::Jump(Stop::Prompt("a".into())), now());
                session.take_guide(guide(&[("a", &prompt(second))]), now());
                assert_eq!(session.stop(), Stop::Prompt("a".into()), "{first} to {second}");
                session.step(Step::Stroke(Stroke::Type("1".into())), now());
                session.step(Step::Skip, now());
            }
        }
    }

    #[test]
    fn it_begins_again_with_nothing_answered() {
        let mut session = Session::preview(guide(&[("a", TEXT)]), "me", now());
        type_in(&mut session, "x");
        session.step(Step::Next, now());
        session.begin_again(now());
        assert_eq!((session.stop(), text(&session)), (Stop::Prompt("a".into()), String::new()));
        assert!(session.is_preview() && session.reflection().answers.is_empty());
    }
}
