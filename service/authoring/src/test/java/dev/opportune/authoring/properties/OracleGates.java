package dev.opportune.authoring.properties;

import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Preference;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Statement;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The gates of the shipped policy, over what the history says of the profile. */
final class OracleGates {
    private static final ZoneId DEFAULT_ZONE = ZoneId.of("Europe/Berlin");
    private static final int QUIET_FROM = 21;
    private static final int QUIET_TO = 8;
    private static final Duration VALID_FOR = Duration.ofHours(12);
    private static final int HOLDOUT_PERCENT = 5;

    private final boolean unknownConsentGranted;
    private final boolean heldOut;
    private Boolean consent;
    private Instant refusedAt;
    private boolean reachable;
    private ZoneId zone = DEFAULT_ZONE;
    private boolean zoneAssumed;
    private List<Instant> foreign = List.of();

    /** @param until when to ask again; null unless it is put off */
    record Answer(String outcome, String reason, Instant until) {}

    OracleGates(String profileId, boolean unknownConsentGranted) {
        this.unknownConsentGranted = unknownConsentGranted;
        this.heldOut = share(profileId) < HOLDOUT_PERCENT / 100.0;
    }

    private static double share(String profileId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("\nholdout\n" + profileId).getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, Arrays.copyOf(hash, 8)).doubleValue() / Math.pow(2, 64);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Reads what is known of the profile. */
    void known(List<Entry> history) {
        consent = null;
        refusedAt = null;
        boolean bounced = false;
        String named = null;
        List<Instant> elsewhere = new ArrayList<>();
        for (Entry entry : history) {
            if (entry instanceof ProfileChange change) {
                agree(change.statement(), change.occurredAt());
                named = change.statement().timezone() == null
                        ? named
                        : change.statement().timezone();
                bounced = change.statement().unreachable() == null
                        ? bounced
                        : change.statement().unreachable().contains("email");
            } else if (entry instanceof Event event) {
                switch (event.name()) {
                    case "Unsubscribed" -> {
                        String purpose = event.properties().text("purpose");
                        if (purpose == null || purpose.equals("marketing")) {
                            refuse(event.occurredAt());
                        }
                    }
                    case "Email Bounced" ->
                        bounced |= !"soft".equalsIgnoreCase(event.properties().text("type"));
                    case "Email Complained", "Email Marked as Spam" -> bounced = true;
                    case "Email Delivered" -> {
                        if (!Oracle.isOurs(event)) {
                            elsewhere.add(event.occurredAt());
                        }
                    }
                    default -> {}
                }
            }
        }
        reachable = !bounced;
        foreign = elsewhere;
        read(named);
    }

    /** A list first, then the one purpose; of what is said of it at the same instant a refusal counts. */
    private void agree(Statement said, Instant at) {
        boolean refusedAtOnce = Boolean.FALSE.equals(consent) && at.equals(refusedAt);
        if (said.consents() != null && !said.consents().contains("marketing")) {
            refuse(at);
        }
        Preference one = said.preferences().get("marketing");
        if (one != null && !one.granted()) {
            refuse(at);
        } else if (!refusedAtOnce
                && (one != null || (said.consents() != null && said.consents().contains("marketing")))) {
            consent = Boolean.TRUE;
        }
    }

    private void refuse(Instant at) {
        consent = Boolean.FALSE;
        refusedAt = at;
    }

    private void read(String named) {
        zone = DEFAULT_ZONE;
        zoneAssumed = true;
        if (named != null) {
            try {
                zone = ZoneId.of(named);
                zoneAssumed = false;
            } catch (DateTimeException unknown) {
                // The default holds.
            }
        }
    }

    ZoneId zone() {
        return zone;
    }

    boolean zoneAssumed() {
        return zoneAssumed;
    }

    /** @param house what the house says no by; null if it does not @param passed whether a better message of this step went out @param own when our messages went out */
    Answer ask(Instant at, Instant firstDue, String house, boolean passed, List<Instant> own) {
        if (house != null) {
            return no(house);
        }
        Instant lastChance = firstDue.plus(VALID_FOR);
        if (at.isAfter(lastChance)) {
            return no("expired");
        }
        if (!(consent == null ? unknownConsentGranted : consent)) {
            return no("no_consent");
        }
        if (!reachable) {
            return no("suppression_list");
        }
        if (isQuiet(at)) {
            Instant morning = morningAfter(at);
            return morning.isAfter(lastChance) ? no("expired") : new Answer("wait", "quiet_hours", morning);
        }
        if (passed) {
            return no("outranked");
        }
        if (sent(own, at, Duration.ofHours(24)) >= 1 || sent(own, at, Duration.ofDays(7)) >= 3) {
            return no("frequency_cap");
        }
        return heldOut ? no("holdout") : new Answer("send", null, null);
    }

    private static Answer no(String reason) {
        return new Answer("suppress", reason, null);
    }

    private boolean isQuiet(Instant at) {
        int hour = at.atZone(zone).getHour();
        return hour >= QUIET_FROM || hour < QUIET_TO;
    }

    /** Looks at every quarter of an hour: all zones of today change by whole ones. */
    private Instant morningAfter(Instant at) {
        Instant quarter = at.truncatedTo(ChronoUnit.HOURS);
        while (!quarter.isAfter(at) || isQuiet(quarter)) {
            quarter = quarter.plus(Duration.ofMinutes(15));
        }
        return quarter;
    }

    private int sent(List<Instant> own, Instant at, Duration window) {
        int count = 0;
        for (List<Instant> sends : List.of(own, foreign)) {
            for (Instant sent : sends) {
                if (sent.isAfter(at.minus(window)) && !sent.isAfter(at)) {
                    count++;
                }
            }
        }
        return count;
    }
}
