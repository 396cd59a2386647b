package digits;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far the training is. */
public interface Progress extends AutoCloseable {

    /** Says that an epoch is over, with its mean loss and the accuracy after it, from 0 to 1. */
    void epoch(int number, double loss, double accuracy);

    @Override
    default void close() {}

    /**
     * A bar on a terminal; a line for some of the epochs where there is none. Java 22 to 24 have a console always, and so
     * a bar.
     */
    @SuppressWarnings("SystemConsoleNull")
    static Progress onTerminal(int epochs) {
        return System.console() == null || "dumb".equals(System.getenv("TERM")) ? lines(epochs) : new Bar(epochs);
    }

    /** A line for every fifth epoch. */
    private static Progress lines(int epochs) {
        return (number, loss, accuracy) -> {
            if (number % 5 == 0 || number == epochs) {
                System.err.printf(Locale.ROOT, "epoch %2d of %d: %s%n", number, epochs, Bar.text(loss, accuracy));
            }
        };
    }

    /** A progress bar on stderr. */
    final class Bar implements Progress {

        private final ProgressBar bar;

        Bar(int epochs) {
            bar = new ProgressBarBuilder()
                    .setTaskName("training")
                    .setInitialMax(epochs)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(100)
                    .build();
        }

        static String text(double loss, double accuracy) {
            return String.format(Locale.ROOT, "loss %.4f, accuracy %.2f %%", loss, 100 * accuracy);
        }

        @Override
        public void epoch(int number, double loss, double accuracy) {
            bar.setExtraMessage(text(loss, accuracy)).stepTo(number);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
