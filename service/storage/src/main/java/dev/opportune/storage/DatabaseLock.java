package dev.opportune.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.kernel.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process away from a database: two would each keep sessions of the same profile and decide twice. The
 * operating system lets go of it when the process ends, however it ends; the file itself stays and means nothing.
 *
 * <p>A process must try it once only: on POSIX systems, closing the file that a second try opened lets go of the first.
 */
final class DatabaseLock implements AutoCloseable {
    private static final int LONGEST_PID = 32;

    private final FileChannel channel;

    private DatabaseLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StoreException if another process, or another store of this one, holds it */
    static DatabaseLock take(Path database) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String holder = holder(channel);
                channel.close();
                throw new StoreException("database_in_use: " + database + " is open in another process" + holder
                        + ". Stop that one, or give this one a database of its own.");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    String.valueOf(ProcessHandle.current().pid()).getBytes(UTF_8)));
            return new DatabaseLock(channel);
        } catch (IOException e) {
            throw new StoreException(
                    "database_lock: " + file
                            + " cannot be written. Check that the folder exists and may be written to.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(FileChannel channel) {
        ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
        try {
            channel.read(pid, 0);
        } catch (IOException lockedAgainstReadingToo) {
            return "";
        }
        return pid.position() == 0 ? "" : " (process " + new String(pid.array(), 0, pid.position(), UTF_8) + ")";
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("database_lock: the lock file could not be closed; end the process.", e);
        }
    }
}
