package dev.opportune.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.folders.FolderGlance;
import java.nio.file.attribute.FileTime;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StillnessTest {
    private static final long START = Long.MAX_VALUE - 100;
    private static final long LONG_ENOUGH = RulesWatch.LONG_ENOUGH.toNanos();

    private final Stillness<FolderGlance> stillness = new Stillness<>(RulesWatch.LONG_ENOUGH);

    @BeforeEach
    void takeUp() {
        stillness.read(folder(1));
    }

    @Test
    void folderThatStaysAsItWasRead_isNeverReadAgain() {
        assertThat(stillness.isToBeRead(folder(1), START)).isFalse();
        assertThat(stillness.isToBeRead(folder(1), START + 10 * LONG_ENOUGH)).isFalse();
        assertThat(stillness.isMoving()).isFalse();
    }

    @Test
    void changedFolder_isReadOnceItHasBeenStillForLongEnough() {
        assertThat(stillness.isToBeRead(folder(2), START)).isFalse();
        assertThat(stillness.isToBeRead(folder(2), START + LONG_ENOUGH - 1)).isFalse();
        assertThat(stillness.isToBeRead(folder(2), START + LONG_ENOUGH)).isTrue();
    }

    @Test
    void folderThatChangesAgain_isWaitedForAnew() {
        assertThat(stillness.isToBeRead(folder(2), START)).isFalse();
        assertThat(stillness.isToBeRead(folder(3), START + LONG_ENOUGH - 1)).isFalse();
        assertThat(stillness.isToBeRead(folder(3), START + LONG_ENOUGH)).isFalse();
        assertThat(stillness.isToBeRead(folder(3), START + 2 * LONG_ENOUGH - 1)).isTrue();
    }

    @Test
    void folderThatChangesBack_isNotRead() {
        assertThat(stillness.isToBeRead(folder(2), START)).isFalse();
        assertThat(stillness.isToBeRead(folder(1), START + 1)).isFalse();
        assertThat(stillness.isToBeRead(folder(2), START + LONG_ENOUGH)).isFalse();
    }

    private static FolderGlance folder(int size) {
        TreeMap<String, FolderGlance.Stamp> files = new TreeMap<>();
        files.put("policy.yml", new FolderGlance.Stamp(size, FileTime.fromMillis(0), ""));
        return new FolderGlance(files);
    }
}
