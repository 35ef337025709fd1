package dev.opportune.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opportune.kernel.store.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class WithoutDataTest {
    private static String logged(Throwable failure) {
        StringWriter text = new StringWriter();
        WithoutData.of(failure).printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void driver_thatQuotesWhatItWrote_isNotTold_andTheRestIs() {
        Throwable driver = new IllegalStateException(
                "INSERT … [arguments: {profile: ana@example.com}]", new SQLException("disk is full"));
        String logged = logged(new StoreException("database_failed: try again", driver));

        assertThat(logged)
                .contains("StoreException: database_failed: try again")
                .contains("java.lang.IllegalStateException\n")
                .contains("java.sql.SQLException: disk is full")
                .contains("at dev.opportune.app.service.WithoutDataTest.driver_thatQuotes")
                .doesNotContain("ana@example.com");
    }

    @Test
    void json_thatIsQuoted_isNotTold() {
        Throwable quoting = catchThrowable(() -> new ObjectMapper().readValue("\"ana@example.com\"", Integer.class));

        assertThat(quoting).hasMessageContaining("ana@example.com");
        assertThat(logged(quoting)).contains("InvalidFormatException").doesNotContain("ana@example.com");
    }
}
