//! Events and their peers side by side: prints what each took as JSON.

mod checked;
mod measure;
mod plain;
mod rows;

fn main() -> anyhow::Result<()> {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    println!("{}", serde_json::to_string(&rows::all(&wanted)?)?);
    Ok(())
}
