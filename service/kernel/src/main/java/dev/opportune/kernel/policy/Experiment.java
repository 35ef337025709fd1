package dev.opportune.kernel.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Profiles split into variants by a hash, so that a profile is always in the same one.
 *
 * @param salt changes the split without changing the name
 * @param variants weights by name, in the order in which they are written, which is the order of the split; their sum is
 *     greater than 0
 */
public record Experiment(String name, String salt, Map<String, BigDecimal> variants) {
    /** The experiment that keeps some profiles from being written to at all, to measure what writing is worth. */
    public static final String HOLDOUT = "holdout";
    /** The holdout's variant that is written to. */
    public static final String TREATED = "treated";
    /** The holdout's variant that is not. */
    public static final String HELD_OUT = "held_out";

    private static final BigDecimal SHARES = new BigDecimal(BigInteger.ONE.shiftLeft(64));
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Experiment {
        variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        if (variants.values().stream().mapToInt(BigDecimal::signum).sum() <= 0
                || variants.values().stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException(
                    "experiment " + name + " needs variants with weights of 0 or more, not all of them 0");
        }
    }

    /** The global holdout. @param percent 0 to 100 */
    public static Experiment holdout(BigDecimal percent) {
        Map<String, BigDecimal> variants = new LinkedHashMap<>();
        variants.put(HELD_OUT, percent);
        variants.put(TREATED, HUNDRED.subtract(percent));
        return new Experiment(HOLDOUT, "", variants);
    }

    /**
     * The variant of a profile: the first whose cumulated share is greater than the profile's.
     *
     * <p>{@code share} = the first 8 bytes, unsigned, of SHA-256("salt\nexperiment\nprofileId", UTF-8) / 2^64, in [0, 1).
     */
    public String variantOf(String profileId) {
        BigDecimal share = share(profileId);
        BigDecimal sum = variants.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mark = share.multiply(sum);
        BigDecimal cumulated = BigDecimal.ZERO;
        String last = "";
        for (Map.Entry<String, BigDecimal> variant : variants.entrySet()) {
            cumulated = cumulated.add(variant.getValue());
            if (mark.compareTo(cumulated) < 0) {
                return variant.getKey();
            }
            last = variant.getKey();
        }
        return last;
    }

    /** Where a profile falls in [0, 1). */
    public BigDecimal share(String profileId) {
        byte[] hash = sha256((salt + "\n" + name + "\n" + profileId).getBytes(UTF_8));
        BigInteger first = new BigInteger(1, Arrays.copyOf(hash, Long.BYTES));
        // A division by a power of two is exact in decimals.
        return new BigDecimal(first).divide(SHARES, MathContext.UNLIMITED);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
