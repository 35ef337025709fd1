package dev.opportune.storage;

import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Answer;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Failing;
import dev.opportune.kernel.store.InFlight;
import dev.opportune.kernel.store.Keyring;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.store.Motion;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in one SQLite file. One connection writes, a few read beside it. Instants are kept to the millisecond;
 * an entry, an outcome or an activation that is finer is refused with an {@link IllegalArgumentException}.
 */
public final class SqliteStore implements Store {
    private static final int READERS = 4;

    private final DatabaseLock lock;
    private final Connections connections;
    private final Seat writer;
    private final Readers readers;
    private final ProfileRows profiles;
    private final EntryRows entries;
    private final DecisionRows decisions;
    private final AnswerRows answers = new AnswerRows();
    private final RevisionRows revisions;
    private final MotionRows motions = new MotionRows();
    private final ExclusionRows exclusions = new ExclusionRows();
    private final FlightRows flights = new FlightRows();
    private final AbsorbedRows absorbed = new AbsorbedRows();
    private final SecretRows secrets = new SecretRows();
    private boolean closed;

    private SqliteStore(DatabaseLock lock, Connections connections) {
        Json json = new Json();
        this.lock = lock;
        this.connections = connections;
        this.profiles = new ProfileRows(json);
        this.entries = new EntryRows(json);
        this.decisions = new DecisionRows(json);
        this.revisions = new RevisionRows(json);
        this.writer = new Seat(Jdbi.create(connections::writing));
        this.readers = new Readers(Jdbi.create(connections::reading), READERS);
    }

    /**
     * Opens a database, which is made if it is not there and brought to this version's form if it is older. Nobody else
     * can open it until it is closed or the process ends.
     *
     * @throws StoreException if that cannot be; the message says what to do
     */
    public static SqliteStore open(Path database) {
        createFolder(database);
        SqliteStore store = new SqliteStore(DatabaseLock.take(database), new Connections(database));
        try {
            Migrations.run(store.connections.dataSource(), database);
            // A connection of each sort, so that what is wrong with them is said now.
            store.write(Handle::isInTransaction);
            store.readers.read(Handle::isInTransaction);
            return store;
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static void createFolder(Path database) {
        try {
            Path folder = database.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "database_folder: the folder of " + database + " cannot be made. Name one that can be written to.",
                    e);
        }
    }

    @Override
    public Optional<Timeline> timeline(String profileId) {
        return read(handle -> profiles.state(handle, profileId).map(state -> {
            Step base = state.baseAt();
            return new Timeline(
                    profileId,
                    state,
                    entries.since(handle, profileId, base),
                    decisions.ofTimeline(handle, profileId, base.at()));
        }));
    }

    @Override
    public Optional<Timeline> wholeTimeline(String profileId) {
        return read(handle -> profiles.state(handle, profileId)
                .map(state -> new Timeline(
                        profileId,
                        state.unfolded(),
                        entries.since(handle, profileId, Step.FIRST),
                        decisions.ofProfile(handle, profileId))));
    }

    @Override
    public Optional<Timeline.State> state(String profileId) {
        return read(handle -> profiles.state(handle, profileId));
    }

    @Override
    public String survivor(String profileId) {
        return read(handle -> absorbed.survivor(handle, profileId, 0));
    }

    @Override
    public String survivorOfUser(String profileId) {
        return read(handle -> absorbed.survivor(handle, profileId, 1));
    }

    @Override
    public long absorbedBy(String profileId) {
        return read(handle -> absorbed.count(handle, profileId));
    }

    @Override
    public List<String> absorbed(String profileId) {
        return read(handle -> absorbed.all(handle, profileId));
    }

    @Override
    public boolean isKnown(String profileId) {
        return read(handle -> profiles.isKnown(handle, profileId));
    }

    @Override
    public boolean knows(String source, String id) {
        return read(handle -> entries.knows(handle, source, id));
    }

    @Override
    public List<Receipt> commit(List<Advance> advances, Instant recordedAt) {
        Commit.Tables tables = new Commit.Tables(profiles, exclusions, entries, decisions, answers, absorbed);
        Instant written = recordedAt.truncatedTo(ChronoUnit.MILLIS);
        return write(handle -> Commit.of(tables, handle, advances, written));
    }

    @Override
    public List<WakeUp> wakeUps(Instant until, int limit) {
        return read(handle -> profiles.wakeUps(handle, until, limit));
    }

    @Override
    public Optional<Instant> nextWakeUp() {
        return read(profiles::nextWakeUp);
    }

    @Override
    public List<String> profilesNotUnder(String rules, Instant activeSince, String afterProfileId, int limit) {
        return read(handle -> profiles.notUnder(handle, rules, activeSince, afterProfileId, limit));
    }

    @Override
    public Optional<Recorded> decision(String id) {
        return read(handle -> decisions.byId(handle, id));
    }

    @Override
    public List<Recorded> decisions(DecisionQuery query) {
        return read(handle -> decisions.matching(handle, query));
    }

    @Override
    public List<Logged> log(String profileId, long after, int limit) {
        return read(handle -> Stream.<Logged>concat(
                        entries.logged(handle, profileId, after, limit).stream(),
                        decisions.logged(handle, profileId, after, limit).stream()
                                .map(Logged.Decided::new))
                .sorted(Comparator.comparing(Logged::sequence))
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Answer> answer(String profileId, String key, Instant notBefore) {
        return read(handle -> answers.one(handle, profileId, key, notBefore));
    }

    @Override
    public List<Answer> answers(String profileId) {
        return read(handle -> answers.all(handle, profileId));
    }

    @Override
    public List<InFlight> inFlight() {
        return read(flights::all);
    }

    @Override
    public List<Failing> failing(String revision, Instant since) {
        return read(handle -> exclusions.failing(handle, revision, since));
    }

    @Override
    public void activate(Activation activation, Map<String, byte[]> files, @Nullable String outranked) {
        write(handle -> {
            revisions.activate(handle, activation, files, outranked);
            motions.settle(handle, activation.revision());
            return true;
        });
    }

    @Override
    public Optional<String> outranked() {
        return read(revisions::outranked);
    }

    @Override
    public void outrank(@Nullable String folderRevision) {
        write(handle -> {
            revisions.outrank(handle, folderRevision);
            return true;
        });
    }

    @Override
    public void propose(Motion motion, Map<String, byte[]> files) {
        write(handle -> {
            revisions.keep(handle, motion.revision(), files);
            motions.put(handle, motion);
            return true;
        });
    }

    @Override
    public void withdraw(String proposedBy) {
        write(handle -> {
            motions.withdraw(handle, proposedBy);
            return true;
        });
    }

    @Override
    public List<Motion> motions() {
        return read(motions::all);
    }

    @Override
    public List<String> revisions(String prefix, int limit) {
        return read(handle -> revisions.beginningWith(handle, prefix, limit));
    }

    @Override
    public List<Activation> activations() {
        return read(revisions::activations);
    }

    @Override
    public Optional<Map<String, byte[]>> files(String revision) {
        return read(handle -> revisions.files(handle, revision));
    }

    /**
     * What is kept under a name for as long as the database is.
     *
     * @param fresh is kept if nothing is yet; made by chance, where it is to be a secret
     */
    public byte[] secret(String name, byte[] fresh) {
        return write(handle -> secrets.keep(handle, name, fresh));
    }

    /** The keys that are kept in the same file, for as long as this is open. */
    public Keyring keyring() {
        return new SqliteKeyring(this);
    }

    /** For whoever reads, with a few others. */
    <T> T read(HandleCallback<T, RuntimeException> work) {
        return readers.read(work);
    }

    /** For whoever writes, one at a time. */
    <T> T write(HandleCallback<T, RuntimeException> work) {
        synchronized (writer) {
            requireOpen();
            return writer.transaction(work);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException("database_closed: this store was closed; open another.");
        }
    }

    /** Waits for what is being read and written. */
    @Override
    public void close() {
        synchronized (writer) {
            if (closed) {
                return;
            }
            closed = true;
            // The writer last: it folds the write-ahead log into the database when nobody else has it open.
            readers.close();
            writer.close();
            lock.close();
        }
    }
}
