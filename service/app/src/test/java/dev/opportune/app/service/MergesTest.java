package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.consenting;
import static dev.opportune.app.service.Entries.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.ingest.Incoming;
import dev.opportune.app.ingest.Incoming.Link;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Statement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unknown visitor who turns out to be somebody. */
class MergesTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = Bench.open(folder, TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"), clock);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Incoming known(Entry entry) {
        return new Incoming(entry, true, null);
    }

    private Taken identify(String profile, String other, boolean asked) {
        Instant now = clock.instant();
        Entry entry = new ProfileChange("shop", profile + "<-" + other + now, profile, now, now, Statement.NONE, false);
        return bench.engine
                .ingest(new Incoming(entry, true, new Link(other, asked)))
                .join();
    }

    private List<Entry> entries(String profile) {
        return bench.store.wholeTimeline(profile).orElseThrow().entries();
    }

    @Test
    void visitor_whoTurnsOutToBeACustomer_isOneWithThem() {
        bench.engine.ingest(known(consenting("ana", NOON.minusSeconds(60)))).join();
        bench.engine.ingest(event("browser", "cart", "Product Added", NOON)).join();
        clock.advance(Duration.ofMinutes(5));

        assertThat(identify("ana", "browser", false)).isEqualTo(Taken.ACCEPTED);

        assertThat(bench.store.survivor("browser")).isEqualTo("ana");
        assertThat(bench.store.state("browser")).isEmpty();
        assertThat(bench.messages("ana")).extracting(Decision::outcome).containsExactly(Outcome.WAIT);
        assertThat(bench.store.nextWakeUp()).hasValue(NOON.plus(Duration.ofMinutes(30)));
    }

    /** The order that the customer placed ends the visitor's cart, and the visitor gets no reminder in the customer's name. */
    @Test
    void pendingMessages_ofBoth_areJudgedByWhatBothDid() {
        bench.engine.ingest(known(consenting("ana", NOON.minusSeconds(60)))).join();
        bench.engine.ingest(event("browser", "cart", "Product Added", NOON)).join();
        bench.engine
                .ingest(known(event("ana", "order", "Order Completed", NOON.plusSeconds(60))))
                .join();
        clock.advance(Duration.ofMinutes(5));
        identify("ana", "browser", false);

        assertThat(bench.messages("ana"))
                .extracting(Decision::outcome, Decision::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Outcome.CANCEL, "ordered"));
    }

    @Test
    void carts_ofBoth_areRemindedOfOnce() {
        bench.engine.ingest(known(consenting("ana", NOON.minusSeconds(60)))).join();
        bench.engine.ingest(event("browser", "cart-1", "Product Added", NOON)).join();
        bench.engine
                .ingest(known(event("ana", "cart-2", "Product Added", NOON.plusSeconds(60))))
                .join();
        clock.advance(Duration.ofMinutes(5));
        identify("ana", "browser", false);

        assertThat(bench.messages("ana"))
                .filteredOn(Decision::isPending)
                .extracting(decision -> decision.trigger().id())
                .containsExactly("cart-1");
    }

    @Test
    void whatComesLater_underTheOldId_isTheSurvivors() {
        identify("ana", "browser", false);

        bench.engine.ingest(event("browser", "cart", "Product Added", NOON)).join();

        assertThat(entries("ana")).extracting(Entry::id).contains("cart");
        assertThat(bench.store.state("browser")).isEmpty();
    }

    @Test
    void claim_underTheOldId_isTheSurvivors() {
        bench.engine.ingest(known(consenting("ana", NOON.minusSeconds(60)))).join();
        bench.engine.ingest(event("browser", "cart", "Product Added", NOON)).join();
        identify("ana", "browser", false);
        clock.advance(Duration.ofMinutes(31));

        assertThat(bench.engine.claim(Bench.claim("browser", "k")).join())
                .contains("\"outcome\":\"send\"")
                .contains("\"profileId\":\"ana\"");
    }

    @Test
    void merge_survivesARestart() {
        bench.engine.ingest(event("browser", "cart", "Product Added", NOON)).join();
        identify("ana", "browser", false);
        bench.close();
        open();

        bench.engine
                .ingest(event("browser", "more", "Product Added", NOON.plusSeconds(1)))
                .join();
        assertThat(entries("ana")).extracting(Entry::id).contains("cart", "more");
    }

    @Test
    void knownUser_isNotTakenForAnotherUnlessAskedFor() {
        bench.engine.ingest(known(event("ben", "cart", "Product Added", NOON))).join();

        assertThat(identify("ana", "ben", false).refusal()).isEqualTo(Taken.Refusal.KNOWN_USER);
        assertThat(bench.store.survivor("ben")).isEqualTo("ben");

        clock.advance(Duration.ofMinutes(1));
        assertThat(identify("ana", "ben", true).refusal()).isNull();
        assertThat(bench.store.survivor("ben")).isEqualTo("ana");
    }

    @Test
    void browser_ofOneUser_doesNotBringThemTogetherWithTheNext() {
        identify("ana", "browser", false);
        clock.advance(Duration.ofMinutes(1));

        Taken taken = identify("ben", "browser", false);

        assertThat(taken).isEqualTo(new Taken(Taken.Status.ACCEPTED, Taken.Refusal.ALREADY_JOINED));
        assertThat(bench.store.survivor("browser")).isEqualTo("ana");
        assertThat(entries("ben")).hasSize(1);
    }

    @Test
    void alias_inACircle_isRefused() {
        identify("ana", "ben", true);
        clock.advance(Duration.ofMinutes(1));
        assertThat(identify("ben", "ana", true).refusal()).isEqualTo(Taken.Refusal.CIRCLE);
        clock.advance(Duration.ofMinutes(1));
        assertThat(identify("ana", "ben", true).refusal()).isNull();

        assertThat(bench.store.survivor("ana")).isEqualTo("ana");
        assertThat(bench.store.survivor("ben")).isEqualTo("ana");
        assertThat(entries("ana")).hasSize(3);
    }

    @Test
    void knownUsers_areNotMadeOneByAnybody() {
        bench.engine.ingest(known(event("ben", "cart", "Product Added", NOON))).join();
        Entry entry = new ProfileChange("shop", "alias", "mallory", NOON, NOON, Statement.NONE, false);
        Incoming alias = new Incoming(entry, true, new Link("ben", true)).fromAnybody();

        assertThat(bench.engine.ingest(alias).join().refusal()).isEqualTo(Taken.Refusal.KNOWN_USER);
        assertThat(bench.store.survivor("ben")).isEqualTo("ben");
    }

    /** Somebody names their browser like a customer who is still to come. */
    @Test
    void customer_whoseNameABrowserHadBefore_isNotThatBrowsersUser() {
        identify("mallory", "ben", false);

        bench.engine.ingest(known(event("ben", "cart", "Product Added", NOON))).join();

        assertThat(entries("ben")).extracting(Entry::id).containsExactly("cart");
        assertThat(entries("mallory")).hasSize(1);
    }

    @Test
    void ids_thatAreTooManyForOnePerson_areNotJoined() {
        for (int i = 0; i < Merges.MOST_ABSORBED; i++) {
            assertThat(identify("guest", "browser-" + i, false).refusal()).isNull();
        }
        assertThat(identify("guest", "one-more", false).refusal()).isEqualTo(Taken.Refusal.TOO_MANY);
        assertThat(identify("ana", "guest", true).refusal()).isEqualTo(Taken.Refusal.TOO_MANY);
    }

    @Test
    void identify_deliveredTwice_joinsOnce() {
        bench.engine.ingest(event("browser", "cart", "Product Added", NOON)).join();
        assertThat(identify("ana", "browser", false)).isEqualTo(Taken.ACCEPTED);
        assertThat(identify("ana", "browser", false)).isEqualTo(Taken.DUPLICATE);
    }

    @Test
    void manyIds_atOnce_areCountedToo() {
        List<CompletableFuture<Taken>> taken = new ArrayList<>();
        for (int i = 0; i < Merges.MOST_ABSORBED + 20; i++) {
            Entry entry = new ProfileChange("shop", "i" + i, "guest", NOON, NOON, Statement.NONE, false);
            taken.add(bench.engine.ingest(new Incoming(entry, true, new Link("browser-" + i, false))));
        }

        assertThat(taken)
                .extracting(one -> one.join().refusal())
                .filteredOn(Taken.Refusal.TOO_MANY::equals)
                .hasSize(20);
        assertThat(bench.store.absorbedBy("guest")).isEqualTo(Merges.MOST_ABSORBED);
    }

    /** The visitor goes on clicking while the identify is on its way. */
    @Test
    void events_onTheWayWhileTwoBecomeOne_areNeitherLostNorDoubled() {
        List<CompletableFuture<Taken>> taken = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            taken.add(bench.engine.ingest(event("browser", "view-" + i, "Product Viewed", NOON.plusMillis(i))));
            taken.add(bench.engine.ingest(known(event("ana", "own-" + i, "Product Viewed", NOON.plusMillis(i)))));
            if (i == 150) {
                Entry entry = new ProfileChange("shop", "identify", "ana", NOON, NOON, Statement.NONE, false);
                taken.add(bench.engine.ingest(new Incoming(entry, true, new Link("browser", false))));
            }
        }

        assertThat(taken).extracting(CompletableFuture::join).containsOnly(Taken.ACCEPTED);
        assertThat(entries("ana")).hasSize(601);
        assertThat(bench.store.state("browser")).isEmpty();
    }
}
