package dev.twinstack.emulator.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a directory for one journal. The operating system releases the lock when the process ends, however it
 * ends; the file stays and means nothing by itself. It holds the owner's pid for the message to others.
 */
final class DirectoryLock implements Closeable {

    private static final String FILE = "twinstack.lock";

    /** Far behind the pid, which others must be able to read where locks are mandatory (Windows). */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /**
     * The directories this process holds. Process-wide, because POSIX locks are: closing any channel on the file,
     * such as that of a refused second attempt, would silently drop the lock of the first.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path dir;
    private final FileChannel channel;

    private DirectoryLock(Path dir, FileChannel channel) {
        this.dir = dir;
        this.channel = channel;
    }

    /** Creates the directory if need be, and locks it or throws {@link JournalException} at once. */
    static DirectoryLock acquire(Path wanted) {
        try {
            Path dir = Files.createDirectories(wanted).toRealPath();
            if (!HELD.add(dir)) {
                throw inUse(wanted, ownPid());
            }
            try {
                return lock(wanted, dir);
            } catch (IOException | RuntimeException e) {
                HELD.remove(dir);
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException(
                    "The data directory " + wanted + " cannot be written (" + e
                            + "). Check its permissions, or use another --data directory.",
                    e);
        }
    }

    private static DirectoryLock lock(Path wanted, Path dir) throws IOException {
        Path file = dir.resolve(FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw inUse(wanted, Files.readString(file).strip());
            }
            channel.truncate(0).write(ByteBuffer.wrap((ownPid() + "\n").getBytes(US_ASCII)), 0);
            return new DirectoryLock(dir, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String ownPid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static JournalException inUse(Path dir, String pid) {
        String holder = pid.matches("[0-9]{1,18}") ? JournalException.holder(Long.parseLong(pid)) : "Twinstack";
        return new JournalException.InUse(dir.toString(), holder, "--data directory", null);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(dir);
        }
    }
}
