package dev.opportune.storage;

import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Admission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code revisions}, {@code revision_files} and {@code activations}. */
final class RevisionRows {
    static final String IS_KEPT = "SELECT 1 FROM revisions WHERE revision = :revision";
    static final String FILES = "SELECT path, content FROM revision_files WHERE revision = :revision ORDER BY path";
    static final String BEGINNING = """
            SELECT revision FROM revisions
            WHERE revision >= :prefix AND revision < :prefix || char(1114111) ORDER BY revision LIMIT :limit""";
    private static final String ACTIVATIONS =
            "SELECT at, revision, activated_by, note, left_out FROM activations ORDER BY at, position";
    private static final String LATEST = "(SELECT position FROM activations ORDER BY at DESC, position DESC LIMIT 1)";
    private static final String PUT = """
            INSERT INTO activations (at, revision, activated_by, note, left_out, outranked)
            VALUES (:at, :revision, :by, :note, :leftOut, :outranked)""";

    private final Json json;

    RevisionRows(Json json) {
        this.json = json;
    }

    List<Activation> activations(Handle handle) {
        return handle.createQuery(ACTIVATIONS)
                .map((row, context) -> new Activation(
                        Millis.read(row.getLong(1)),
                        Texts.read(row.getString(2)),
                        Texts.read(row.getString(3)),
                        Texts.read(row.getString(4)),
                        new TreeSet<>(List.of(json.read(row.getString(5), String[].class)))))
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

    List<String> beginningWith(Handle handle, String prefix, int limit) {
        return handle
                .createQuery(BEGINNING)
                .bind("prefix", Texts.stored(prefix))
                .bind("limit", limit)
                .mapTo(String.class)
                .stream()
                .map(Texts::read)
                .toList();
    }

    /** @throws IllegalArgumentException if the revision is not kept and no files are given */
    void activate(Handle handle, Activation activation, Map<String, byte[]> files, @Nullable String outranked) {
        Admission.requireMillis(activation.at());
        keep(handle, activation.revision(), files);
        handle.createUpdate(PUT)
                .bind("at", Millis.floor(activation.at()))
                .bind("revision", Texts.stored(activation.revision()))
                .bind("by", Texts.stored(activation.by()))
                .bind("note", Texts.stored(activation.note()))
                .bind("leftOut", json.write(activation.without()))
                .bind("outranked", outranked)
                .execute();
    }

    Optional<String> outranked(Handle handle) {
        return handle.createQuery(
                        "SELECT outranked FROM activations WHERE outranked IS NOT NULL AND position = " + LATEST)
                .mapTo(String.class)
                .findOne();
    }

    void outrank(Handle handle, @Nullable String folderRevision) {
        handle.createUpdate("UPDATE activations SET outranked = :outranked WHERE position = " + LATEST)
                .bind("outranked", folderRevision)
                .execute();
    }

    /** @throws IllegalArgumentException if the revision is not kept and no files are given */
    void keep(Handle handle, String revision, Map<String, byte[]> files) {
        if (isKept(handle, revision)) {
            return;
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(
                    "revision_without_files: revision " + revision + " is not kept yet; give its files");
        }
        handle.createUpdate("INSERT INTO revisions (revision) VALUES (:revision)")
                .bind("revision", Texts.stored(revision))
                .execute();
        Batch.run(
                handle,
                "INSERT INTO revision_files (revision, path, content) VALUES (:revision, :path, :content)",
                new TreeMap<>(files).entrySet(),
                (batch, file) -> batch.bind("revision", Texts.stored(revision))
                        .bind("path", Texts.stored(file.getKey()))
                        .bind("content", file.getValue()));
    }

    private static boolean isKept(Handle handle, String revision) {
        return handle.createQuery(IS_KEPT)
                .bind("revision", Texts.stored(revision))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
