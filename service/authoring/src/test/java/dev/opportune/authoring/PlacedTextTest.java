package dev.opportune.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlacedTextTest {
    private static final Place CELL = new Place("a.csv", 3, 7);
    private static final Place ABOVE = new Place("a.csv", 1, 2);

    @Test
    void copiedText_knowsThePlaceOfEachCharacter() {
        PlacedText text = PlacedText.copied("a😀bc", CELL);

        assertThat(text.place(0)).isEqualTo(CELL);
        assertThat(text.place(3)).isEqualTo(new Place("a.csv", 3, 9));
    }

    @Test
    void madeText_isDueToOnePlace() {
        PlacedText text = PlacedText.made("rule", ABOVE);

        assertThat(text.place(0)).isEqualTo(ABOVE);
        assertThat(text.place(3)).isEqualTo(ABOVE);
    }

    @Test
    void textsPutTogether_keepTheirPlaces() {
        PlacedText text = new PlacedText.Builder()
                .made("x > ", ABOVE)
                .copied("12", CELL)
                .made(";", ABOVE)
                .build();

        assertThat(text.text()).isEqualTo("x > 12;");
        assertThat(text.place(3)).isEqualTo(ABOVE);
        assertThat(text.place(5)).isEqualTo(new Place("a.csv", 3, 8));
        assertThat(text.place(6)).isEqualTo(ABOVE);
    }

    @Test
    void part_keepsPlacesAcrossPieces() {
        PlacedText whole = new PlacedText.Builder()
                .copied("abc", CELL)
                .made("--", ABOVE)
                .copied("def", new Place("a.csv", 9, 1))
                .build();

        PlacedText part = whole.part(1, 7);

        assertThat(part.text()).isEqualTo("bc--de");
        assertThat(part.place(0)).isEqualTo(new Place("a.csv", 3, 8));
        assertThat(part.place(2)).isEqualTo(ABOVE);
        assertThat(part.place(5)).isEqualTo(new Place("a.csv", 9, 2));
    }

    @Test
    void strippedText_startsAtItsFirstWord() {
        PlacedText text = PlacedText.copied("  a b ", CELL).stripped();

        assertThat(text.text()).isEqualTo("a b");
        assertThat(text.place(0)).isEqualTo(new Place("a.csv", 3, 9));
        assertThat(PlacedText.copied("  ", CELL).stripped().isEmpty()).isTrue();
    }

    @Test
    void placeBeyondTheEnd_isWhereTheNextCharacterWouldBe() {
        assertThat(PlacedText.copied("ab", CELL).place(9)).isEqualTo(new Place("a.csv", 3, 9));
        assertThatThrownBy(() -> PlacedText.EMPTY.place(0)).isInstanceOf(IllegalStateException.class);
    }
}
