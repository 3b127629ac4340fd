package dev.twinstack.api.cli;

import dev.twinstack.emulator.journal.JournalSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where data is kept: at most one of a directory, memory and a database. */
final class StorageOptions {
    @ArgGroup
    private Choice choice = new Choice();

    static final class Choice {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Keep data in this directory. Default: $TWINSTACK_DATA, else the user's data folder.")
        private @Nullable Path data;

        @Option(names = "--memory", description = "Keep nothing: what is made is gone with the process.")
        private boolean memory;

        @Option(
                names = "--database",
                paramLabel = "URL",
                description =
                        "Keep data in PostgreSQL: jdbc:postgresql://host:port/database?user=NAME&password=SECRET.")
        private @Nullable String database;
    }

    JournalSettings settings(Surroundings surroundings) {
        if (choice.memory) {
            return new JournalSettings.Memory();
        }
        if (choice.database != null) {
            return new JournalSettings.Database(choice.database);
        }
        return new JournalSettings.Directory(choice.data == null ? surroundings.data() : choice.data);
    }

    /** {@return the place in a few words, without secrets} */
    static String place(JournalSettings settings) {
        return switch (settings) {
            case JournalSettings.Memory() -> "in memory only";
            case JournalSettings.Directory(Path dir) -> "in " + dir;
            case JournalSettings.Shared(JournalSettings.Database database, String _) -> place(database);
            case JournalSettings.Database(String url, String _, String _) ->
                "in " + url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
        };
    }
}
