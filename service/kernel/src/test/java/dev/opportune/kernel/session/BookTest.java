package dev.opportune.kernel.session;

import static dev.opportune.kernel.session.Samples.end;
import static dev.opportune.kernel.session.Samples.event;
import static dev.opportune.kernel.session.Samples.message;
import static dev.opportune.kernel.session.Samples.minute;
import static dev.opportune.kernel.session.Samples.opening;
import static dev.opportune.kernel.session.Samples.undone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.store.Subject;
import dev.opportune.kernel.timeline.Step;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BookTest {
    private static final Subject CART = new Subject("cart", "");

    private final Decision opened = opening(event(0, "Product Added"));

    private static Book of(Decision... decisions) {
        return Book.of(List.of(decisions), Map.of());
    }

    /** The store gives decisions in the order of their ids, which are hashes: an end may come before its opening. */
    @Test
    void trigger_isOpenUntilItsEndWhateverTheOrderOfReading() {
        for (int i = 0; i < 20; i++) {
            Decision opening = opening("key" + i, event(i, "Product Added"));
            Decision ended = end(opening, i + 1);
            assertThat(of(ended, opening).open()).isEmpty();
            assertThat(of(opening, ended).open()).isEmpty();
            Book book = of(ended);
            book.put(opening);
            assertThat(book.isOpen(opening.trigger())).isFalse();
            assertThat(of(opening).isOpen(new Subject("cart", "key" + i))).isTrue();
        }
    }

    @Test
    void lastStart_isTheLatestOfDecisionsAndFolds() {
        Decision later = opening(event(5, "Product Added"));
        assertThat(Book.of(List.of(later, opened), Map.of()).lastStart(CART)).isEqualTo(minute(5));
        assertThat(Book.of(List.of(later), Map.of(CART, minute(7))).lastStart(CART))
                .isEqualTo(minute(7));
        assertThat(of(opened).lastStart(new Subject("cart", "other"))).isNull();
    }

    @Test
    void openingThatALateEventUndid_countsForNothing() {
        Book book = of(opened.then(undone(3)));
        assertThat(book.open()).isEmpty();
        assertThat(book.lastStart(CART)).isNull();
        assertThat(book.standing(opened.id())).isEmpty();
        assertThat(book.get(opened.id())).isNotNull();
    }

    @Test
    void message_isProposedOnceOnATriggerWhateverItsKind() {
        Decision delayed = message(opened, "reminder", 1, Outcome.CANCEL);
        assertThat(delayed.kind()).isEqualTo(Kind.DELAY);
        assertThat(of(delayed).isProposed(opened.trigger(), "reminder")).isTrue();
        assertThat(of(delayed).isProposed(opened.trigger(), "another")).isFalse();
        assertThat(of(delayed.then(undone(3))).isProposed(opened.trigger(), "reminder"))
                .isFalse();
    }

    @Test
    void due_isWhatWaitsUntilThenEarliestFirst() {
        Book book = of(
                message(opened, "third", 30, Outcome.WAIT),
                message(opened, "first", 10, Outcome.WAIT),
                message(opened, "later", 30.001, Outcome.WAIT),
                message(opened, "sent", 5, Outcome.SEND),
                message(opened, "second", 20, Outcome.WAIT));
        assertThat(book.due(minute(30))).extracting(Decision::message).containsExactly("first", "second", "third");
    }

    @Test
    void undone_isAsItWasAtTheBeginning() {
        Book book = of(opened);
        book.put(message(opened, "kept", 1, Outcome.WAIT));
        book.begin();
        assertThat(book.isChanged()).isFalse();
        book.put(message(opened, "kept", 1, Outcome.SEND));
        book.put(message(opened, "new", 1, Outcome.SEND));
        book.put(end(opened, 1));
        assertThat(book.isChanged()).isTrue();

        Book before = book.undone(Map.of());

        assertThat(before.all()).containsExactlyInAnyOrder(opened, message(opened, "kept", 1, Outcome.WAIT));
        assertThat(before.isOpen(opened.trigger())).isTrue();
        assertThat(before.drain()).containsExactly(message(opened, "kept", 1, Outcome.WAIT));
    }

    @Test
    void drained_isWhatReallyChangedInTheOrderOfChange() {
        Book book = of(opened);
        book.put(opened);
        List<Decision> messages = IntStream.range(0, 10)
                .mapToObj(i -> message(opened, "m" + i, i, Outcome.WAIT))
                .toList();
        messages.forEach(book::put);
        book.put(message(opened, "m0", 0, Outcome.SEND));
        assertThat(book.drain())
                .extracting(Decision::message)
                .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
        assertThat(book.drain()).isEmpty();
    }

    @Test
    void before_hasNoTraceOfWhatCameLater() {
        Decision waiting = message(opened, "reminder", 1, Outcome.WAIT);
        Decision sent = waiting.then(Samples.change(Step.due(minute(30)), Outcome.SEND, null));
        Book book = of(opened, sent, end(opened, 31)).before(Step.due(minute(30)), Map.of());
        assertThat(book.all()).containsExactlyInAnyOrder(opened, waiting);
        assertThat(book.isOpen(opened.trigger())).isTrue();
        assertThat(book.pending()).containsExactly(waiting);
    }

    @Test
    void forget_foldsTheStartsOfWhatIsOverAndKeepsWhatLives() {
        Decision over = opening("over", event(0, "Product Added"));
        Decision undone = opening("undone", event(1, "Product Added")).then(undone(2));
        Decision waiting = message(over, "waiting", 3, Outcome.WAIT);
        Decision atTheEdge = message(over, "at-the-edge", 10, Outcome.SEND);
        Book book = of(opened, over, end(over, 2), undone, waiting, atTheEdge);

        Map<Subject, java.time.Instant> folded = book.forget(minute(10), Collections.emptySortedMap());

        assertThat(folded).isEqualTo(new TreeMap<>(Map.of(new Subject("cart", "over"), minute(0))));
        assertThat(book.all()).containsExactlyInAnyOrder(opened, waiting, atTheEdge);
        assertThat(book.lastStart(new Subject("cart", "over"))).isEqualTo(minute(0));
    }

    /** A store gives back all of a run until it is over; a session that lived must not know less. */
    @Test
    void forget_keepsAllOfARunUntilItIsOver() {
        Decision sent = message(opened, "sent", 1, Outcome.SEND);
        Decision ended = end(opened, 5);
        Book book = of(opened, sent, ended);
        book.forget(minute(5), Collections.emptySortedMap());
        assertThat(book.all()).containsExactlyInAnyOrder(opened, sent, ended);
        book.forget(minute(6), Collections.emptySortedMap());
        assertThat(book.all()).isEmpty();
    }
}
