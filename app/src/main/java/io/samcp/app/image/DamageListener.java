package io.samcp.app.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Remembers a decoder's warning about lost data: JPEG decoders fill what is missing with gray and go on. Other warnings (odd metadata,
 * odd profiles) do not change pixels.
 */
final class DamageListener implements IIOReadWarningListener {

    private String found;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        final String text = warning.toLowerCase(Locale.ROOT);
        if (text.contains("premature end") || text.contains("corrupt") || text.contains("truncated")) {
            found = warning;
        }
    }

    /** The warning; null if there was none. */
    String found() {
        return found;
    }
}
