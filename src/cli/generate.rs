//! `keepwise generate`: an invented workspace, for trying scale.

use std::io::Write;

use super::open::counted;
use super::{Exit, GenerateArgs, Here};
use crate::exchange::synthetic;
use crate::store;

pub(super) fn run(args: &GenerateArgs, here: &Here, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let (customers, ratings) = (usize::try_from(args.customers)?, usize::try_from(args.ratings)?);
    let workspace = synthetic(customers, ratings, args.seed, here.clock.today());
    store::create(&args.dir, &workspace)?;
    let made = [counted(workspace.customers.len(), "invented customer"), counted(workspace.num_ratings(), "rating")];
    writeln!(out, "Made a workspace in {} with {}.", args.dir.display(), made.join(" and "))?;
    Ok(Exit::Done)
}
