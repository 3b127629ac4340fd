package dev.twinstack.api.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;

/** How this process logs. By default, as {@code logback.xml} says: warnings, as text, to the error stream. */
public final class Logging {
    /** The form of a line. */
    public enum Format {
        TEXT,
        JSON
    }

    private Logging() {}

    /**
     * Changes the form of what is logged from now on, and whether there is a line for each request.
     *
     * @throws IllegalStateException if something other than Logback logs here
     */
    public static void configure(Format format, boolean requests) {
        if (format == Format.TEXT && !requests) {
            return;
        }
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            throw new IllegalStateException("not logged by Logback");
        }
        if (requests) {
            context.getLogger(RequestLog.NAME).setLevel(Level.INFO);
        }
        if (format == Format.JSON) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                    .iteratorForAppenders()
                    .forEachRemaining(appender -> toJson(context, appender));
        }
    }

    private static void toJson(LoggerContext context, Appender<ILoggingEvent> appender) {
        if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
            JsonLines lines = new JsonLines();
            lines.setContext(context);
            lines.start();
            stream.setEncoder(lines);
        }
    }
}
