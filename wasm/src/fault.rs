//! A panic is a fault of ours, never of the input. It reaches JavaScript as an `Error` that says what and where;
//! `js/fault.js` sees to what comes after.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./fault.js")]
extern "C" {
    /// Throws, so it does not return.
    #[wasm_bindgen(js_name = panicked)]
    fn tell_of_panic(text: &str);
}

#[wasm_bindgen(start, private)]
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| tell_of_panic(&panic.to_string())));
}
