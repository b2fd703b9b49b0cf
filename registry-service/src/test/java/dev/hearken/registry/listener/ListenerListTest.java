package dev.hearken.registry.listener;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class ListenerListTest {
    /** Marks the listeners of one test: all tests share a database. */
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    @Threat("E9")
    void showsPagesThatMeetWithoutGapsAndOverlaps() {
        // given
        List<String> created =
                IntStream.range(0, 7).mapToObj(i -> Api.created(mark + " " + i)).toList();

        // when
        List<String> seen = new ArrayList<>();
        Response page = list(Map.of("name", mark, "limit", "3"));
        seen.addAll(page.path("items.id"));
        Api.created(mark + " created meanwhile");
        for (String cursor = page.path("nextCursor"); cursor != null; cursor = page.path("nextCursor")) {
            page = list(Map.of("name", mark, "limit", "3", "cursor", cursor));
            seen.addAll(page.path("items.id"));
        }

        // then
        assertThat(seen).hasSize(8).doesNotHaveDuplicates().startsWith(created.toArray(String[]::new));
    }

    @Test
    @Threat("E9")
    void goesOnAfterTheLastItemOfAPageWasDeleted() {
        // given
        List<String> created =
                IntStream.range(0, 4).mapToObj(i -> Api.created(mark + " " + i)).toList();
        Response first = list(Map.of("name", mark, "limit", "2"));

        // when
        Api.as(Keys.EDITOR).delete(Api.LISTENERS + "/" + created.get(1));
        Response second = list(Map.of("name", mark, "limit", "2", "cursor", first.path("nextCursor")));

        // then
        assertThat(second.<List<String>>path("items.id")).containsExactly(created.get(2), created.get(3));
        assertThat(second.<String>path("nextCursor")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "1e9", "abc", ""})
    void refusesALimitOutOfBounds(String limit) {
        list(Map.of("limit", limit)).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void takesTheLargestLimit() {
        list(Map.of("limit", "200")).then().statusCode(200);
    }

    @Test
    @Threat("E9")
    void refusesACursorOfOtherFiltersOrAnotherTenantOrNobody() {
        // given
        Api.created(mark + " 1");
        Api.created(mark + " 2");
        String cursor = list(Map.of("name", mark, "limit", "1")).path("nextCursor");
        char last = cursor.charAt(5) == 'A' ? 'B' : 'A';
        String forged = cursor.substring(0, 5) + last + cursor.substring(6);

        // then
        list(Map.of("cursor", cursor)).then().statusCode(400);
        list(Map.of("name", mark, "enabled", "true", "cursor", cursor)).then().statusCode(400);
        list(Map.of("name", mark, "cursor", forged))
                .then()
                .statusCode(400)
                .body("type", equalTo("https://hearken.dev/problems/invalid-cursor"));
        Api.as(Keys.OTHER_TENANT)
                .queryParams(Map.of("name", mark, "cursor", cursor))
                .get(Api.LISTENERS)
                .then()
                .statusCode(400);
        list(Map.of("name", mark, "limit", "200", "cursor", cursor)).then().statusCode(200);
    }

    @ParameterizedTest
    @Threat("D14")
    @CsvSource({"NIGHTLY, 1", "ÄÖÜ, 1", "100%, 1", "_, 1", "%, 1", "\\, 1", "y', 1", "nothing, 0"})
    void findsPartsOfNamesLiterally(String part, int found) {
        // given
        Api.created(mark + " nightly load äöü 100% under_score back\\\\slash it's any'thing");
        Api.created(mark + " other");

        // when
        Response response = list(Map.of("name", part, "limit", "200"));

        // then
        assertThat(names(response)).filteredOn(name -> name.startsWith(mark)).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({
        "task.failed, every by-type by-glob by-alias",
        "task.started, every by-glob by-alias",
        "execution.failed, every all-of-it",
    })
    void findsWhoHearsAnEvent(String event, String expected) {
        // given
        selector("every", "{}");
        selector("by-type", "{\"events\": [\"task.failed\"]}");
        selector("by-glob", "{\"events\": [\"execution.started\", \"task.*\"]}");
        selector("by-alias", "{\"events\": [\"TASK\"]}");
        selector("all-of-it", "{\"events\": [\"on-execution-complete\"]}");

        // when
        Response response = list(Map.of("name", mark, "event", event));

        // then
        assertThat(names(response))
                .extracting(name -> name.substring(9))
                .containsExactlyInAnyOrder(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "nightly-load, literal glob question star",
        "nightly-LOAD, glob question star",
        "nightly_load, underscore star",
        "n%x, percent star",
        "n\\x, backslash star",
        "other, star",
    })
    void findsWhoNamesAWorkflow(String workflow, String expected) {
        // given
        selector("none", "{}");
        selector("literal", "{\"workflows\": [\"x\", \"nightly-load\"]}");
        selector("glob", "{\"workflows\": [\"nightly-*\"]}");
        selector("question", "{\"workflows\": [\"nightly-????\"]}");
        selector("underscore", "{\"workflows\": [\"nightly_load\"]}");
        selector("percent", "{\"workflows\": [\"n%x\"]}");
        selector("backslash", "{\"workflows\": [\"n\\\\x\"]}");
        selector("star", "{\"workflows\": [\"*\"]}");

        // when
        Response response = list(Map.of("name", mark, "workflow", workflow));

        // then
        assertThat(names(response))
                .extracting(name -> name.substring(9))
                .containsExactlyInAnyOrder(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "health, active, active",
        "health, paused, paused",
        "health, disabled, disabled disabled-and-paused",
        "enabled, true, active paused",
        "enabled, false, disabled disabled-and-paused",
    })
    void findsByState(String parameter, String value, String expected) {
        // given
        Api.created(mark + " active");
        act(Api.created(mark + " paused"), "pause");
        act(Api.created(mark + " disabled"), "disable");
        String both = Api.created(mark + " disabled-and-paused");
        act(both, "pause");
        act(both, "disable");

        // when
        Response response = list(Map.of("name", mark, parameter, value));

        // then
        assertThat(names(response))
                .extracting(name -> name.substring(9))
                .containsExactlyInAnyOrder(expected.split(" "));
    }

    @Test
    void findsByLabelsThatMustAllHold() {
        // given
        labels("both", "{\"team\": \"data\", \"url\": \"a:b\"}");
        labels("one", "{\"team\": \"data\"}");
        labels("other", "{\"team\": \"ops\"}");

        // when
        Response one = list(Map.of("name", mark, "label", "team:data"));
        Response both = Api.as(Keys.VIEWER)
                .queryParam("name", mark)
                .queryParam("label", "team:data", "url:a:b")
                .get(Api.LISTENERS);

        // then
        assertThat(names(one)).containsExactlyInAnyOrder(mark + " both", mark + " one");
        assertThat(names(both)).containsExactly(mark + " both");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled=maybe",
                "health=ill",
                "event=task.exploded",
                "label=x",
                "nme=x",
                "name=%00",
                "name=a&name=b"
            })
    void refusesFiltersThatMeanNothing(String query) {
        Api.as(Keys.VIEWER)
                .urlEncodingEnabled(false)
                .get(Api.LISTENERS + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void showsNothingOfAnotherTenant() {
        // given
        String id = Api.created(mark + " mine");
        String path = Api.LISTENERS + "/" + id;

        // then
        Api.as(Keys.OTHER_TENANT).get(Api.LISTENERS + "?name=" + mark).then().body("items.size()", equalTo(0));
        Api.as(Keys.OTHER_TENANT).get(path).then().statusCode(404);
        Api.as(Keys.OTHER_TENANT).get(path + "/secret").then().statusCode(404);
        Api.as(Keys.OTHER_TENANT).delete(path).then().statusCode(404);
        Api.as(Keys.OTHER_TENANT).post(path + "/pause").then().statusCode(404);
        Api.as(Keys.OTHER_TENANT)
                .contentType(ContentType.JSON)
                .body("{}")
                .patch(path)
                .then()
                .statusCode(404);
        Api.as(Keys.OTHER_TENANT)
                .contentType(ContentType.JSON)
                .body(Api.listener("x"))
                .put(path)
                .then()
                .statusCode(404);
        assertThat(Api.as(Keys.EDITOR).get(path + "/secret").<String>path("secret"))
                .startsWith("whsec_");
    }

    private void selector(String name, String selector) {
        Api.create(Api.listener(mark + " " + name)
                        .replaceFirst("\\{", "{\"selector\": " + selector.replace("\\", "\\\\") + ","))
                .then()
                .statusCode(201);
    }

    private void labels(String name, String labels) {
        Api.create(Api.listener(mark + " " + name).replaceFirst("\\{", "{\"labels\": " + labels + ","))
                .then()
                .statusCode(201);
    }

    private static void act(String id, String action) {
        Api.as(Keys.EDITOR).post(Api.LISTENERS + "/" + id + "/" + action).then().statusCode(200);
    }

    private static Response list(Map<String, String> parameters) {
        return Api.as(Keys.VIEWER).queryParams(parameters).get(Api.LISTENERS);
    }

    private static List<String> names(Response response) {
        response.then().statusCode(200);
        return response.path("items.name");
    }
}
