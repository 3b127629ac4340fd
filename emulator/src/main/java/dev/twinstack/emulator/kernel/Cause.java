package dev.twinstack.emulator.kernel;

/**
 * Which request made something happen. Claims that a command takes, and what it gives back, have the command's cause.
 *
 * @param request the id that the client was answered with; blank if no request asked for it
 * @param operation such as {@code CreateSubnet}; blank likewise
 */
public record Cause(String request, String operation) {
    /** Nobody asked: the cloud tidies up after itself, or the event is older than causes are. */
    public static final Cause ITSELF = new Cause("", "");

    /** {@return whether a request asked for it} */
    public boolean asked() {
        return !request.isEmpty();
    }
}
