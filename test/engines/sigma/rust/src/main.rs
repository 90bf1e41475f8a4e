//! Runs Sigma rules by rsigma: a JSON line in, a line of results out.
//!
//! {"rule", "events"} is judged event by event, {"rule", "title", "series"} by what the correlation of that title says of series
//! of {"at", "data"}, `at` being seconds. {"rule", "title", "stream"} has for each of its events the groups told then.

use rsigma_eval::event::JsonEvent;
use rsigma_eval::{CorrelationConfig, CorrelationEngine, Engine};
use rsigma_parser::{parse_sigma_yaml, SigmaCollection};
use serde_json::{json, Value};
use std::io::{self, BufRead, Write};

fn collection(request: &Value) -> Result<SigmaCollection, String> {
    let text = request["rule"].as_str().unwrap_or_default();
    let collection = parse_sigma_yaml(text).map_err(|error| error.to_string())?;
    match collection.errors.first() {
        Some(error) => Err(error.clone()),
        None => Ok(collection),
    }
}

fn list<'a>(request: &'a Value, name: &str) -> &'a [Value] {
    request[name].as_array().map_or(&[], |items| items.as_slice())
}

fn judge_events(request: &Value) -> Result<Vec<bool>, String> {
    let mut engine = Engine::new();
    engine
        .add_collection(&collection(request)?)
        .map_err(|error| error.to_string())?;
    let is_found = |event| !engine.evaluate(&JsonEvent::borrow(event)).is_empty();
    Ok(list(request, "events").iter().map(is_found).collect())
}

fn judge_series(request: &Value) -> Result<Vec<bool>, String> {
    let collection = collection(request)?;
    let title = request["title"].as_str().unwrap_or_default();
    list(request, "series")
        .iter()
        .map(|series| alerts(&collection, title, series))
        .collect()
}

fn alerts(collection: &SigmaCollection, title: &str, series: &Value) -> Result<bool, String> {
    let mut engine = CorrelationEngine::new(CorrelationConfig::default());
    engine
        .add_collection(collection)
        .map_err(|error| error.to_string())?;
    let mut found = false;
    for event in series.as_array().into_iter().flatten() {
        let told = engine.process_event_at(
            &JsonEvent::borrow(&event["data"]),
            event["at"].as_i64().unwrap_or_default(),
        );
        found |= told
            .iter()
            .any(|result| result.is_correlation() && result.header.rule_title == title);
    }
    Ok(found)
}

fn judge_stream(request: &Value) -> Result<Vec<Vec<String>>, String> {
    let title = request["title"].as_str().unwrap_or_default();
    let mut engine = CorrelationEngine::new(CorrelationConfig::default());
    engine
        .add_collection(&collection(request)?)
        .map_err(|error| error.to_string())?;
    let told = |event: &Value| {
        let at = event["at"].as_i64().unwrap_or_default();
        engine
            .process_event_at(&JsonEvent::borrow(&event["data"]), at)
            .iter()
            .filter(|result| result.header.rule_title == title)
            .filter_map(|result| result.as_correlation())
            .map(|body| json!(body.group_key).to_string())
            .collect()
    };
    Ok(list(request, "stream").iter().map(told).collect())
}

fn judged(request: &Value) -> Result<Value, String> {
    if request["series"].is_array() {
        judge_series(request).map(|results| json!(results))
    } else if request["stream"].is_array() {
        judge_stream(request).map(|results| json!(results))
    } else {
        judge_events(request).map(|results| json!(results))
    }
}

fn answer(line: &str) -> Value {
    let judged = serde_json::from_str::<Value>(line)
        .map_err(|error| error.to_string())
        .and_then(|request| judged(&request));
    match judged {
        Ok(results) => json!({ "results": results }),
        Err(error) => json!({ "error": error }),
    }
}

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", answer(&line?))?;
    }
    out.flush()
}
