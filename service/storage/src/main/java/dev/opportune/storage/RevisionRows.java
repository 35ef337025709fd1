package dev.opportune.storage;

import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Admission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The tables {@code revisions}, {@code revision_files} and {@code activations}. */
final class RevisionRows {
    static final String IS_KEPT = "SELECT 1 FROM revisions WHERE revision = :revision";
    static final String FILES = "SELECT path, content FROM revision_files WHERE revision = :revision ORDER BY path";
    private static final String ACTIVATIONS =
            "SELECT at, revision, activated_by FROM activations ORDER BY at, position";

    List<Activation> activations(Handle handle) {
        return handle.createQuery(ACTIVATIONS)
                .map((row, context) -> new Activation(
                        Millis.read(row.getLong(1)), Texts.read(row.getString(2)), Texts.read(row.getString(3))))
                .list();
    }

    Optional<Map<String, byte[]>> files(Handle handle, String revision) {
        if (!isKept(handle, revision)) {
            return Optional.empty();
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        handle.createQuery(FILES)
                .bind("revision", Texts.stored(revision))
                .map((row, context) -> Map.entry(Texts.read(row.getString(1)), row.getBytes(2)))
                .forEach(file -> files.put(file.getKey(), file.getValue()));
        return Optional.of(files);
    }

    /** @throws IllegalArgumentException if the revision is not kept and no files are given */
    void activate(Handle handle, Activation activation, Map<String, byte[]> files) {
        String revision = Texts.stored(activation.revision());
        Admission.requireMillis(activation.at());
        if (!isKept(handle, activation.revision())) {
            if (files.isEmpty()) {
                throw new IllegalArgumentException("revision_without_files: revision " + activation.revision()
                        + " is not kept yet; give its files");
            }
            handle.createUpdate("INSERT INTO revisions (revision) VALUES (:revision)")
                    .bind("revision", revision)
                    .execute();
            Batch.run(
                    handle,
                    "INSERT INTO revision_files (revision, path, content) VALUES (:revision, :path, :content)",
                    new TreeMap<>(files).entrySet(),
                    (batch, file) -> batch.bind("revision", revision)
                            .bind("path", Texts.stored(file.getKey()))
                            .bind("content", file.getValue()));
        }
        handle.createUpdate("INSERT INTO activations (at, revision, activated_by) VALUES (:at, :revision, :by)")
                .bind("at", Millis.floor(activation.at()))
                .bind("revision", revision)
                .bind("by", Texts.stored(activation.by()))
                .execute();
    }

    private static boolean isKept(Handle handle, String revision) {
        return handle.createQuery(IS_KEPT)
                .bind("revision", Texts.stored(revision))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
