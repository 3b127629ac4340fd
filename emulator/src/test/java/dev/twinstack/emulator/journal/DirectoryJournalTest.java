package dev.twinstack.emulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryJournalTest extends DurableJournalBehaviours {

    @TempDir
    Path temporary;

    @Override
    JournalSettings settings() {
        return new JournalSettings.Directory(temporary.resolve("new/data dir"));
    }

    @Override
    void usesThePrimaryKey(String plan) {
        assertThat(plan).contains("PUBLIC.PRIMARY_KEY").contains("index sorted");
    }

    private static void refused(Path dir, String... words) {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Journal.open(new JournalSettings.Directory(dir)))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "text");
        refused(file.resolve("below"), file + "/below cannot be written", "use another --data directory");
        refused(file, "cannot be written");
    }

    @Test
    void aPathThatH2CannotNameIsRefused() {
        refused(temporary.resolve("a;b"), "does not accept a \";\"");
    }

    @Test
    void aFileThatIsNotAJournalIsRefusedAndLeftAlone() throws IOException {
        byte[] text = "not a database\n".repeat(1_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Path file = Files.write(temporary.resolve("journal.mv.db"), text);
        for (int i = 0; i < 2; i++) {
            refused(temporary, "damaged", "journal.mv.db", "Move that file away");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(text);
    }

    @Test
    void aDamagedJournalIsRefused() throws Exception {
        try (Journal journal = Journal.open(new JournalSettings.Directory(temporary))) {
            Rows.insert(journal, "p|", 100, 100);
        }
        Path file = temporary.resolve("journal.mv.db");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, bytes.length - bytes.length / 4, (byte) 0x5A);
        Files.write(file, bytes);
        refused(temporary, "damaged", "journal.mv.db", "Move that file away");
    }
}
