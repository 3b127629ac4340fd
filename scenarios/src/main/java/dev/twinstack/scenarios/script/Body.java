package dev.twinstack.scenarios.script;

import java.util.List;
import java.util.Map;

/** A JSON body as written in a script; texts in it may hold references. */
public sealed interface Body {

    /** No body is sent. */
    enum None implements Body {
        NONE
    }

    enum Null implements Body {
        NULL
    }

    record Str(Text text) implements Body {}

    record Num(java.math.BigDecimal value) implements Body {}

    record Bool(boolean value) implements Body {}

    record Arr(List<Body> items) implements Body {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /** {@code members} keeps the order of the script. */
    record Obj(Map<String, Body> members) implements Body {
        public Obj {
            members = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(members));
        }
    }
}
