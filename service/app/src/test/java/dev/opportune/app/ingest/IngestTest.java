package dev.opportune.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.opportune.app.api.Json;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Preference;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

    private final Ingest ingest = new Ingest();
    private final JsonMapper mapper = Json.reader();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            an array                   | []                                                          | not_an_object
            no type                    | {"userId":"u","event":"e"}                                  | missing_type
            a type nobody knows        | {"type":"walk","userId":"u"}                                | unknown_type
            a group without a name     | {"type":"group","userId":"u"}                               | missing_group_id
            an alias of nobody         | {"type":"alias","userId":"u"}                               | missing_previous_id
            nobody                     | {"type":"track","event":"e"}                                | missing_profile_id
            empty ids                  | {"type":"track","event":"e","userId":"","anonymousId":" "}  | missing_profile_id
            an object as id            | {"type":"track","event":"e","userId":{}}                    | invalid_profile_id
            a line break in an id      | {"type":"track","event":"e","userId":"a\\nb"}               | invalid_user_id
            no event                   | {"type":"track","userId":"u"}                               | missing_event
            an empty event             | {"type":"track","userId":"u","event":""}                    | empty_event
            an empty message id        | {"type":"track","userId":"u","event":"e","messageId":""}    | empty_message_id
            a message id that is none  | {"type":"track","userId":"u","event":"e","messageId":[]}    | invalid_message_id
            an id of a send            | {"type":"track","userId":"u","event":"e","messageId":"v1/sent"}    | invalid_message_id
            an id of what is derived   | {"type":"track","userId":"u","event":"e","messageId":"v1/dwelled"} | invalid_message_id
            properties that are none   | {"type":"track","userId":"u","event":"e","properties":[]}   | invalid_properties
            a huge exponent            | {"type":"track","userId":"u","event":"e","properties":{"x":1e999999999}} | number_out_of_range
            a tiny number              | {"type":"track","userId":"u","event":"e","properties":{"x":1e-999999999}} | number_out_of_range
            half a surrogate pair      | {"type":"track","userId":"u","event":"e","properties":{"x":"\\ud800"}} | broken_text
            half a pair in a name      | {"type":"track","userId":"u","event":"e","properties":{"\\udc00":1}} | broken_text
            a day without a time       | {"type":"track","userId":"u","event":"e","timestamp":"2026-11-23"} | unreadable_timestamp
            a time without an offset   | {"type":"track","userId":"u","event":"e","timestamp":"2026-11-23T09:00:00"} | unreadable_timestamp
            a day that does not exist  | {"type":"track","userId":"u","event":"e","timestamp":"2026-02-30T09:00:00Z"} | unreadable_timestamp
            a boolean time             | {"type":"track","userId":"u","event":"e","timestamp":true}  | unreadable_timestamp
            an unreadable sentAt       | {"type":"track","userId":"u","event":"e","sentAt":"now"}    | unreadable_timestamp
            an unreadable original     | {"type":"track","userId":"u","event":"e","originalTimestamp":"now"} | unreadable_timestamp
            seconds for milliseconds   | {"type":"track","userId":"u","event":"e","timestamp":1763892000} | absurd_timestamp
            the year 1999              | {"type":"track","userId":"u","event":"e","timestamp":"1999-12-31T23:59:59.999Z"} | absurd_timestamp
            the year 10000             | {"type":"track","userId":"u","event":"e","timestamp":"+10000-01-01T00:00:00Z"} | absurd_timestamp
            a time too large           | {"type":"track","userId":"u","event":"e","timestamp":1e400} | number_out_of_range
            a long time too large      | {"type":"track","userId":"u","event":"e","timestamp":99999999999999999999} | absurd_timestamp
            sent 30 years after        | {"type":"track","userId":"u","event":"e","timestamp":"1996-11-23T10:00:00Z","sentAt":"2026-11-23T10:00:00Z"} | absurd_timestamp
            consents that are none     | {"type":"identify","userId":"u","traits":{"consents":{"marketing":7}}} | invalid_consent
            segments that are none     | {"type":"identify","userId":"u","traits":{"segments":[1]}}  | invalid_traits
            half a preference          | {"type":"identify","userId":"u","context":{"consent":{"categoryPreferences":{"marketing":"yes"}}}} | invalid_consent
            preferences that are none  | {"type":"identify","userId":"u","context":{"consent":{"categoryPreferences":[]}}} | invalid_consent
            """)
    void message_thatCannotBeRead_isRejectedWithAReason(String what, String message, String code) {
        Reading reading = ingest.read(json(message), Arrival.of("web", RECEIVED));

        assertThat(reading).isInstanceOfSatisfying(Reading.Rejection.class, rejection -> {
            assertThat(rejection.code()).isEqualTo(code);
            assertThat(rejection.reason()).isNotBlank();
        });
    }

    @Test
    void ids_ofMoreThan512Characters_areRejected() {
        String longest = "x".repeat(512);
        assertThat(event(track("{\"userId\":\"" + longest + "\"}")).profileId()).isEqualTo(longest);
        assertThat(code("{\"type\":\"track\",\"event\":\"e\",\"userId\":\"" + longest + "x\"}"))
                .isEqualTo("too_long_user_id");
        assertThat(code(track("{\"messageId\":\"" + longest + "x\"}"))).isEqualTo("too_long_message_id");
        assertThat(code(track("{\"event\":\"" + longest + "x\"}"))).isEqualTo("too_long_event");
    }

    @Test
    void nesting_deeperThan50_isRejected() {
        // The message and its properties are the first two levels.
        String deepest = "[".repeat(48) + "]".repeat(48);
        assertThat(event(track("{\"properties\":{\"x\":" + deepest + "}}"))).isNotNull();
        assertThat(code(track("{\"properties\":{\"x\":[" + deepest + "]}}"))).isEqualTo("too_deep");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # originalTimestamp            | timestamp                | sentAt                   | occurredAt               | clamped
            -                              | -                        | -                        | 2026-11-23T10:00:00Z     | false
            -                              | -                        | 2026-11-23T08:00:00Z     | 2026-11-23T10:00:00Z     | false
            -                              | 2026-11-23T09:00:00Z     | -                        | 2026-11-23T09:00:00Z     | false
            -                              | 2026-11-23T10:30:00+01:00 | -                       | 2026-11-23T09:30:00Z     | false
            -                              | 2026-11-23T10:30:00+0100 | -                        | 2026-11-23T09:30:00Z     | false
            -                              | 2026-11-23t09:30:00z     | -                        | 2026-11-23T09:30:00Z     | false
            -                              | 2026-11-23T09:00:00.123999Z | -                     | 2026-11-23T09:00:00.123Z | false
            -                              | 1763888400000            | -                        | 2025-11-23T09:00:00Z     | false
            -                              | 2026-11-23T10:00:00.001Z | -                        | 2026-11-23T10:00:00Z     | true
            -                              | 2026-11-23T10:00:00Z     | -                        | 2026-11-23T10:00:00Z     | false
            -                              | 2026-11-23T12:59:55Z     | 2026-11-23T13:00:00Z     | 2026-11-23T09:59:55Z     | false
            -                              | 1980-01-01T00:00:00Z     | 1980-01-01T00:00:07Z     | 2026-11-23T09:59:53Z     | false
            -                              | 2026-11-23T09:00:00Z     | 2026-11-23T08:59:59Z     | 2026-11-23T10:00:00Z     | true
            2026-11-23T08:59:00Z           | 2026-11-23T01:00:00Z     | 2026-11-23T09:00:00Z     | 2026-11-23T09:59:00Z     | false
            2026-11-23T08:59:00Z           | 2026-11-23T01:00:00Z     | -                        | 2026-11-23T08:59:00Z     | false
            -                              | 2000-01-01T00:00:00Z     | -                        | 2000-01-01T00:00:00Z     | false
            """)
    void clock_ofTheClient_isPutRight(String original, String timestamp, String sent, Instant at, boolean clamped) {
        String times = field("originalTimestamp", original) + field("timestamp", timestamp) + field("sentAt", sent);

        Event event = event(track("{" + times + "\"userId\":\"u\"}"));

        assertThat(event.occurredAt()).isEqualTo(at);
        assertThat(event.clamped()).isEqualTo(clamped);
        assertThat(event.receivedAt()).isEqualTo(RECEIVED);
    }

    @Test
    void epochMilliseconds_asANumber_areRead() {
        assertThat(event(track("{\"timestamp\":1763888400000.9}")).occurredAt()).isEqualTo("2025-11-23T09:00:00Z");
    }

    @Test
    void sentAt_ofTheBatch_countsWhereTheMessageHasNone() {
        Arrival batch = new Arrival("web", RECEIVED, null, json("\"2026-11-23T13:00:00Z\""), false);
        String message = track("{\"timestamp\":\"2026-11-23T12:59:00Z\"}");

        Reading reading = ingest.read(json(message), batch);

        assertThat(((Reading.Accepted) reading).entry().occurredAt()).isEqualTo("2026-11-23T09:59:00Z");
    }

    @Test
    void track_isAnEventAsItWasSent() {
        Event event = event("""
                {"type":"track","userId":"auth0|a/b@x","anonymousId":"anon","messageId":"m1","event":"Product Added",
                 "properties":{"price":19.90,"quantity":1e2,"gift":true,"note":null,"tags":["a",{"b":2}]},
                 "context":{"backfill":true,"timezone":"Asia/Tokyo"}}""");

        assertThat(event)
                .isEqualTo(new Event(
                        "web",
                        "m1",
                        "auth0|a/b@x",
                        "Product Added",
                        RECEIVED,
                        RECEIVED,
                        Properties.of(Map.of(
                                "price",
                                new BigDecimal("19.9"),
                                "quantity",
                                100,
                                "gift",
                                true,
                                "tags",
                                List.of("a", Map.of("b", 2)))),
                        Statement.NONE.withTimezone("Asia/Tokyo"),
                        true,
                        false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"userId\":null,\"anonymousId\":\"anon\"}", "{\"userId\":\"\",\"anonymousId\":\"anon\"}"})
    void profile_withoutUserId_isTheAnonymousOne(String ids) {
        String message = "{\"type\":\"track\",\"event\":\"e\"," + ids.substring(1);
        assertThat(event(message).profileId()).isEqualTo("anon");
    }

    @Test
    void userId_thatIsANumber_isItsText() {
        assertThat(event("{\"type\":\"track\",\"event\":\"e\",\"userId\":12345}")
                        .profileId())
                .isEqualTo("12345");
    }

    @Test
    void page_isAnEventWithThePathOfItsContext() {
        Event event = event("""
                {"type":"page","userId":"u","name":"Home","properties":{"title":"Hello"},
                 "context":{"page":{"path":"/home"}}}""");

        assertThat(event.name()).isEqualTo("Page Viewed");
        assertThat(event.properties())
                .isEqualTo(Properties.of(Map.of("path", "/home", "title", "Hello", "name", "Home")));
    }

    @Test
    void page_keepsThePathOfItsProperties() {
        Event event = event("""
                {"type":"page","userId":"u","properties":{"path":"/own"},"context":{"page":{"path":"/context"}}}""");

        assertThat(event.properties().text("path")).isEqualTo("/own");
    }

    @Test
    void screen_isAnEvent() {
        Event event = event("{\"type\":\"screen\",\"userId\":\"u\",\"name\":\"Cart\"}");

        assertThat(event.name()).isEqualTo("Screen Viewed");
        assertThat(event.properties().text("name")).isEqualTo("Cart");
    }

    @Test
    void identify_isAChangeOfTheProfile() {
        ProfileChange change = (ProfileChange) entry("""
                {"type":"identify","userId":"u","messageId":"i1",
                 "traits":{"tier":"gold","consents":["marketing"],"segments":["vip"],"timezone":"Europe/Paris"},
                 "context":{"timezone":"Asia/Tokyo","consent":{"categoryPreferences":{"sms":true,"ads":false}}}}""");

        assertThat(change)
                .isEqualTo(new ProfileChange(
                        "web",
                        "i1",
                        "u",
                        RECEIVED,
                        RECEIVED,
                        Statement.NONE
                                .withTraits(Properties.of(Map.of("tier", "gold")))
                                .withConsents(new TreeSet<>(List.of("marketing")))
                                .withPreferences(
                                        Map.of("sms", Preference.GRANTED.inPassing(), "ads", Preference.WITHDRAWN))
                                .withTimezone("Europe/Paris")
                                .withSegments(new TreeSet<>(List.of("vip"))),
                        false));
    }

    @Test
    void identify_takesTheZoneOfItsContext() {
        ProfileChange change = (ProfileChange)
                entry("{\"type\":\"identify\",\"userId\":\"u\",\"context\":{\"timezone\":\"Asia/Tokyo\"}}");

        assertThat(change.statement().timezone()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void identify_thatSaysNothingOfConsent_changesNone() {
        ProfileChange change = (ProfileChange) entry("{\"type\":\"identify\",\"userId\":\"u\"}");

        assertThat(change.statement()).isEqualTo(Statement.NONE);
    }

    @Test
    void identify_withAnEmptyListOfConsents_withdrawsAll() {
        ProfileChange change =
                (ProfileChange) entry("{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"consents\":[]}}");

        assertThat(change.statement().consents()).isEmpty();
    }

    @Test
    void identify_thatTellsMoreOfAConsent_keepsIt() {
        ProfileChange change = (ProfileChange) entry("""
                {"type":"identify","userId":"u","traits":{"consents":{
                  "marketing":{"status":"granted","at":"2026-11-01T08:00:00Z","source":"checkout","text":"v3"},
                  "sms":"withdrawn","ads":true}}}""");

        assertThat(change.statement().consents()).isNull();
        assertThat(change.statement().preferences())
                .isEqualTo(Map.of(
                        "marketing",
                        new Preference(true, Instant.parse("2026-11-01T08:00:00Z"), "checkout", "v3", false),
                        "sms",
                        Preference.WITHDRAWN,
                        "ads",
                        Preference.GRANTED));
        assertThat(code("{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"consents\":{\"sms\":\"maybe\"}}}"))
                .isEqualTo("invalid_consent");
    }

    @Test
    void consent_thatIsSaidToComeLater_isOfItsArrival() {
        ProfileChange change = (ProfileChange) entry("""
                {"type":"identify","userId":"u","traits":{"consents":{
                  "marketing":{"status":"granted","at":"2099-01-01T00:00:00Z"}}}}""");

        assertThat(change.statement().preferences())
                .isEqualTo(Map.of("marketing", new Preference(true, RECEIVED, null, null, false)));
    }

    @Test
    void event_saysInPassingWhatItsContextSays() {
        Event event = event(track("""
                {"context":{"traits":{"tier":"gold","consents":["sms"],"segments":["vip"]},"timezone":"Asia/Tokyo",
                 "locale":"ja-JP","consent":{"categoryPreferences":{"ads":true}}}}"""));

        assertThat(event.statement())
                .isEqualTo(Statement.NONE
                        .withTraits(Properties.of(Map.of("tier", "gold", "locale", "ja-JP")))
                        .withPreference("ads", Preference.GRANTED.inPassing())
                        .withTimezone("Asia/Tokyo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"context\":{\"traits\":\"gold\",\"consent\":{\"categoryPreferences\":{\"ads\":\"maybe\"}}}}",
                "{\"context\":{\"consent\":[],\"locale\":7,\"timezone\":{}}}",
                "{\"context\":\"none\"}",
            })
    void event_whoseContextCannotBeRead_isTakenWithoutIt(String context) {
        assertThat(event(track(context)).statement()).isEqualTo(Statement.NONE);
    }

    @Test
    void event_thatTellsOfAChoice_isNoRepetition() {
        Event event = event(track("""
                {"event":"Segment Consent Preference Updated","context":{"consent":{"categoryPreferences":{"ads":true}}}}"""));

        assertThat(event.statement().preferences()).isEqualTo(Map.of("ads", Preference.GRANTED));
        assertThat(code(track("""
                {"event":"Segment Consent Preference Updated","context":{"consent":{"categoryPreferences":{"ads":"no"}}}}"""))).isEqualTo("invalid_consent");
    }

    @Test
    void consent_isHeard_thoughTheRestOfTheContextCannotBeRead() {
        Event event = event(track("""
                {"context":{"timezone":"%s","traits":[],"consent":{"categoryPreferences":{"ads":false}}}}""".formatted("x".repeat(600))));

        assertThat(event.statement()).isEqualTo(Statement.NONE.withPreference("ads", Preference.WITHDRAWN.inPassing()));
    }

    @Test
    void alias_namesTheUserWhoGoesOn() {
        Reading reading = ingest.read(
                json("{\"type\":\"alias\",\"userId\":\"u\",\"previousId\":\"old\"}"), Arrival.of("web", RECEIVED));

        assertThat(((Reading.Accepted) reading).incoming().link()).isEqualTo(new Incoming.Link("old", true));
        assertThat(code("{\"type\":\"alias\",\"anonymousId\":\"a\",\"previousId\":\"old\"}"))
                .isEqualTo("missing_user_id");
    }

    @Test
    void identify_ofAnotherBrowser_isAnotherMessage() {
        String first = "{\"type\":\"identify\",\"userId\":\"u\",\"timestamp\":1770000000000,\"anonymousId\":\"a\"}";
        String second = first.replace("\"a\"", "\"b\"");

        assertThat(entry(first).id()).isNotEqualTo(entry(second).id());
    }

    @Test
    void group_isASegmentAndWhatIsSaidOfIt() {
        ProfileChange change = (ProfileChange)
                entry("{\"type\":\"group\",\"userId\":\"u\",\"groupId\":\"acme\",\"traits\":{\"plan\":\"b2b\"}}");

        assertThat(change.statement())
                .isEqualTo(Statement.NONE
                        .withMemberships(Map.of("acme", true))
                        .withTraits(Properties.of(Map.of("group", Map.of("plan", "b2b")))));
        assertThat(code("{\"type\":\"group\",\"userId\":\"u\"}")).isEqualTo("missing_group_id");
    }

    @ParameterizedTest
    @CsvSource({"Added Product, Product Added", "Completed Order, Order Completed", "Added product, Added product"})
    void event_ofTheFirstSpecification_hasTodaysName(String sent, String name) {
        assertThat(event(track("{\"event\":\"" + sent + "\"}")).name()).isEqualTo(name);
    }

    @Test
    void backfill_isSaidByTheMessageOrByTheCall() {
        Arrival archive = new Arrival("web", RECEIVED, null, null, true);

        assertThat(event(track("{\"messageId\":\"m\"}")).backfill()).isFalse();
        assertThat(event(track("{\"context\":{\"backfill\":true}}")).backfill()).isTrue();
        Reading reading = ingest.read(json(track("{\"messageId\":\"m\"}")), archive);
        assertThat(((Reading.Accepted) reading).entry().backfill()).isTrue();
    }

    @Test
    void type_ofTheAddress_isTaken() {
        Reading reading = ingest.read(
                json("{\"userId\":\"u\",\"event\":\"e\"}"), new Arrival("web", RECEIVED, "track", null, false));

        assertThat(reading).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void missingMessageId_isTheSameHashForARepetition() {
        String first = track("{\"timestamp\":\"2026-11-23T09:00:00Z\",\"sentAt\":\"2026-11-23T09:00:01Z\"}");
        String again = track("{\"sentAt\":\"2026-11-23T09:05:00Z\",\"timestamp\":\"2026-11-23T10:00:00+01:00\"}");
        String other = track("{\"timestamp\":\"2026-11-23T09:00:00.001Z\",\"sentAt\":\"2026-11-23T09:00:01Z\"}");

        assertThat(event(first).id()).startsWith("h_").isEqualTo(event(again).id());
        assertThat(event(first).id()).isNotEqualTo(event(other).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userId\":\"v\"}",
                "{\"event\":\"f\"}",
                "{\"properties\":{\"x\":2}}",
                "{\"type\":\"page\"}",
            })
    void missingMessageId_isAnotherHashForOtherContent(String difference) {
        String message = track("{\"timestamp\":\"2026-11-23T09:00:00Z\",\"properties\":{\"x\":1}}");
        String other =
                track("{\"timestamp\":\"2026-11-23T09:00:00Z\",\"properties\":{\"x\":1}," + difference.substring(1));

        assertThat(event(message).id()).isNotEqualTo(event(other).id());
    }

    private String code(String message) {
        return ((Reading.Rejection) ingest.read(json(message), Arrival.of("web", RECEIVED))).code();
    }

    private Event event(String message) {
        return (Event) entry(message);
    }

    private Entry entry(String message) {
        Reading reading = ingest.read(json(message), Arrival.of("web", RECEIVED));
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).entry();
    }

    /** A track message by u of the event e; later fields replace earlier ones. */
    private static String track(String fields) {
        return "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"e\"," + fields.substring(1);
    }

    private static String field(String name, String value) {
        return value == null ? "" : "\"" + name + "\":\"" + value + "\",";
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
