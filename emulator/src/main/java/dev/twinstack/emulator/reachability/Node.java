package dev.twinstack.emulator.reachability;

/**
 * A thing a flow meets.
 *
 * @param type the name of a resource type, such as {@code server}, or {@code internet}
 * @param name blank if it has none
 */
public record Node(String type, String id, String name) {
    public static final Node INTERNET = new Node("internet", "internet", "the Internet");

    /** {@return what to call it in a sentence} */
    public String label() {
        return name.isEmpty() ? type + ' ' + id : name;
    }
}
