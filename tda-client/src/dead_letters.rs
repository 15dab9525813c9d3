//! Records that could not be handled: what they say of themselves, and how they are taken up again.

mod letter;
mod read;
mod replay;

pub(crate) use self::{
    letter::{DeadLetter, LetterFilter},
    read::{GoOn, LetterReader},
    replay::{Replay, ReplayLimits, Replayed},
};
