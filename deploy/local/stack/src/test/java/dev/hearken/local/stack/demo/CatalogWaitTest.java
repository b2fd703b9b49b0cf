package dev.hearken.local.stack.demo;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogWaitTest {
    @Test
    void readsTheMetricWithAndWithoutTags() {
        assertThat(CatalogWait.parse("""
                        # HELP hearken_catalog_listeners Listeners known
                        # TYPE hearken_catalog_listeners gauge
                        hearken_catalog_listeners 3.0
                        hearken_catalog_listeners_total 9.0
                        """)).isEqualTo(3);
        assertThat(CatalogWait.parse("hearken_catalog_listeners{state=\"active\"} 2.0\n"
                        + "hearken_catalog_listeners{state=\"paused\"} 1.0\n"))
                .isEqualTo(3);
    }

    @Test
    void takesAnAbsentMetricForNone() {
        assertThat(CatalogWait.parse("jvm_threads 3.0\n")).isZero();
    }
}
