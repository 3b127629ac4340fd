package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.script.Kind;

/**
 * What a step made or saw.
 *
 * @param fields the resource as the cloud answered it, with a few short names added
 */
record Thing(Kind kind, JsonNode fields) {

    String id() {
        return fields.path("id").asText();
    }

    String field(String name) {
        return fields.path(name).asText();
    }
}
