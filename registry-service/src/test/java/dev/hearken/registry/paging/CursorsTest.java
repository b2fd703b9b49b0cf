package dev.hearken.registry.paging;

import dev.hearken.model.TenantId;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import dev.hearken.secret.KeyRing;
import dev.hearken.test.marks.Threat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CursorsTest {
    private static final String KEY = "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String OTHER_KEY = "b:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
    private static final TenantId TENANT = new TenantId("acme");

    private final Cursors cursors = new Cursors(KeyRing.parse(KEY));

    @Test
    void readsWhatItWrote() {
        // given
        String cursor = cursors.write(TENANT, "name=x", "01JD");

        // when
        String id = new Cursors(KeyRing.parse(KEY)).read(TENANT, "name=x", cursor);

        // then
        assertThat(id).isEqualTo("01JD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "!!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "01JD9Z6Q0V3T8M2K4N6P8R0S2T"})
    void refusesWhatItDidNotWrite(String cursor) {
        refused(cursors, TENANT, "", cursor);
    }

    @Test
    @Threat("E9")
    void refusesEverySingleChangedCharacter() {
        String cursor = cursors.write(TENANT, "", "01JD9Z6Q0V3T8M2K4N6P8R0S2T");
        // The last character holds spare bits of base64, so the one before it is the last to be tried.
        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            refused(cursors, TENANT, "", cursor.substring(0, i) + other + cursor.substring(i + 1));
        }
    }

    @Test
    @Threat("E9")
    void belongsToTenantFiltersAndKey() {
        // given
        String cursor = cursors.write(TENANT, "name=x", "01JD");

        // then
        refused(cursors, new TenantId("other"), "name=x", cursor);
        refused(cursors, TENANT, "name=y", cursor);
        refused(new Cursors(KeyRing.parse(OTHER_KEY)), TENANT, "name=x", cursor);
    }

    private static void refused(Cursors cursors, TenantId tenant, String filters, String cursor) {
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> cursors.read(tenant, filters, cursor));
        assertThat(refusal).as(cursor).isNotNull();
        assertThat(refusal.problem().type()).isEqualTo(ProblemType.INVALID_CURSOR);
    }
}
