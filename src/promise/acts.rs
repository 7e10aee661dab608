//! Acts that one person asked the other for, and whether they saw them: the hurt person's side. It is never due, and
//! nobody is asked to look.

use crate::reflection::{Noticed, Reflection, Role, Value};

/// Acts that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The prompt they answer.
    pub prompt: String,
    /// The acts, in the person's words.
    pub acts: Vec<String>,
    /// What was seen, the oldest first.
    pub noticed: Vec<Noticed>,
}

/// Returns the acts that were asked for in a reflection.
pub fn asked_for(reflection: &Reflection) -> Option<Asked> {
    reflection.told().find_map(|answer| {
        let Value::Items(items) = &answer.value else { return None };
        let acts: Vec<String> = items.iter().filter(|item| !item.trim().is_empty()).cloned().collect();
        let asked = answer.keeping.link.as_ref().is_some_and(|link| link.role == Role::Acts);
        (asked && !acts.is_empty()).then(|| Asked {
            prompt: answer.prompt.clone(),
            acts,
            noticed: answer.keeping.noticed.clone(),
        })
    })
}
