//! `ouro` is a compiler: Markdown plans in, a static site out.
//!
//! [`io::scan()`] lists every input. [`compile::compile`] is a function of that
//! list: it parses documents, reads plans, links them into a graph, assembles
//! pages and renders them. [`io::publish()`] puts the result in the place of the
//! old site. Nothing in between reads the disk, the clock or the network.
//!
//! The modules stand in reading order, and each uses only those before it.

pub mod source;
pub mod diagnostic;
pub mod yaml;
pub mod config;
pub mod pattern;
pub mod language;
pub mod trace;
pub mod memo;
pub mod output;
pub mod markdown;
pub mod diagram;
pub mod plan;
pub mod graph;
pub mod site;
pub mod theme;
pub mod render;
pub mod compile;
pub mod io;
pub mod cli;
