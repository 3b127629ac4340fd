package dev.twinstack.api.cli;

import java.util.regex.Pattern;

/** How a shell sets a variable for the programs it starts. */
enum Shell {
    SH {
        @Override
        String set(String name, String value) {
            return "export " + name + "="
                    + (PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'");
        }
    },
    FISH {
        @Override
        String set(String name, String value) {
            return "set -gx " + name + " '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
    },
    POWERSHELL {
        @Override
        String set(String name, String value) {
            return "$Env:" + name + " = '" + value.replace("'", "''") + "'";
        }
    };

    /** What no shell takes for anything but itself. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");

    abstract String set(String name, String value);
}
