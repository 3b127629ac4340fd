package dev.twinstack.scenarios.cloud;

/** Why a step could not be carried through. */
public abstract sealed class CloudException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CloudException(String message) {
        super(message);
    }

    /** Nobody answers, or the login was refused: the script cannot run at all. */
    public static final class Unreachable extends CloudException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message) {
            super(message);
        }
    }

    /** A request was answered with an error. */
    public static final class Refused extends CloudException {
        private static final long serialVersionUID = 1L;

        private final transient Exchange exchange;

        public Refused(Exchange exchange) {
            super(exchange.method() + " " + exchange.url() + " was answered " + exchange.status());
            this.exchange = exchange;
        }

        public Exchange exchange() {
            return exchange;
        }
    }

    /** The answers are fine, but what they say is not what the step needs. */
    public static final class Unexpected extends CloudException {
        private static final long serialVersionUID = 1L;

        public Unexpected(String message) {
            super(message);
        }
    }
}
