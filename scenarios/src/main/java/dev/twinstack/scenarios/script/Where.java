package dev.twinstack.scenarios.script;

/**
 * A place in a script.
 *
 * @param file the path as it was given on the command line
 * @param line counted from 1
 * @param column counted from 1
 */
public record Where(String file, int line, int column) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
