package io.samcp.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

    @Test
    void cocoHas80ThingsThen53StuffClasses() {
        final Vocabulary coco = Vocabulary.coco();
        assertEquals(133, coco.size());
        for (int i = 0; i < coco.size(); i++) {
            assertEquals(i < 80, coco.get(i).thing(), coco.get(i).toString());
        }
        assertEquals(new Vocabulary.Entry(0, "person", 1, true, 0xDC143C), coco.get(0));
        assertEquals(90, coco.get(79).categoryId(), "the last thing, toothbrush");
        assertEquals(200, coco.get(132).categoryId(), "the last stuff class, rug");
    }

    @Test
    void survivesTheWayThroughJson() {
        assertEquals(Vocabulary.coco(), Vocabulary.fromJson(Vocabulary.coco().toJson(), "test"));
    }

    @Test
    void namesAloneGiveIdsThingsAndDistinctColours() {
        final Vocabulary vocabulary = Vocabulary.ofNames(List.of("person", "car", "sky"), 2);
        assertEquals(List.of(1, 2, 3), vocabulary.classes().stream().map(Vocabulary.Entry::categoryId).toList());
        assertEquals(List.of(true, true, false), vocabulary.classes().stream().map(Vocabulary.Entry::thing).toList());
        assertEquals(3, vocabulary.classes().stream().map(Vocabulary.Entry::rgb).distinct().count(), "colours");
        assertEquals(vocabulary, Vocabulary.ofNames(List.of("person", "car", "sky"), 2), "the same every time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"classes\": [{\"index\": 1}]}", "{\"classes\": [{\"category_id\": 5}, {\"category_id\": 5}]}",
        "{\"classes\": []}", "{\"classes\": 3}", "{}", "", "{\"classes\": [{\"index\": \"first\"}]}", "{\"classes\": [{\"name\": 4}]}",
        "{\"classes\": [{\"isthing\": \"yes\"}]}", "{\"classes\": [{\"color\": [1, 2]}]}", "{\"classes\": [{\"color\": [1, 2, 256]}]}"})
    void refusesWhatIsNotAVocabulary(String json) {
        final WeightFormatException refused = assertThrows(WeightFormatException.class, () -> Vocabulary.fromJson(json, "v.json"));
        assertTrue(refused.getMessage().contains("vocabulary"), refused.getMessage());
    }
}
