package dev.adjoint.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page in a Chromium: what clicks and keys do. Where none is installed, these tests are left out. */
final class PageTest {

    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> DRIVERS = List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");

    @TempDir
    private static Path folder;

    private static ChromeDriver browser;

    private static Optional<File> first(List<String> places) {
        return places.stream().map(File::new).filter(File::canExecute).findFirst();
    }

    @BeforeAll
    static void start() {
        assumeTrue(
                first(BROWSERS).isPresent() && first(DRIVERS).isPresent(),
                "there is no Chromium with a chromedriver here: apt-get install chromium chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(first(BROWSERS).get());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(first(DRIVERS).get())
                .build();
        browser = new ChromeDriver(service, options);
        browser.manage().window().setSize(new Dimension(1200, 800));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
    }

    /** Nothing that was done may have made the browser complain. */
    @AfterEach
    void nothingIsComplainedOf() {
        if (browser != null) {
            List<String> complaints = browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                    .map(Object::toString)
                    .toList();
            assertEquals(List.of(), complaints);
        }
    }

    private void open(Drawn drawn, Drawing.Folding folding) throws IOException {
        Drawing page = Drawing.html(drawn.circuit(), Optional.of(drawn.numbers()), "a <circuit>", folding);
        browser.get(Files.writeString(folder.resolve("page.html"), page.text())
                .toUri()
                .toString());
    }

    private void neuron() throws IOException {
        open(
                Drawn.at("param w0, w1, w2\ninput x0, x1\nf = 1/(1 + exp(-(w0*x0 + w1*x1 + w2)))\n", 2, -3, -3, -1, -2),
                Drawing.Folding.AUTO);
    }

    private void press(CharSequence... keys) {
        new Actions(browser).sendKeys(keys).perform();
    }

    private List<String> shown(String kind) {
        return browser.findElements(By.cssSelector("#stage .numbers ." + kind)).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .toList();
    }

    private String said() {
        return browser.findElement(By.id("said")).getText();
    }

    private int nodes() {
        return browser.findElements(By.cssSelector("#stage .node")).size();
    }

    private double[] view() {
        return Stream.of(browser.findElement(By.cssSelector("#stage svg"))
                        .getDomAttribute("viewBox")
                        .split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void allNumbersAreThereAtFirst() throws IOException {
        neuron();

        assertEquals(13, shown("forward").size());
        assertEquals(13, shown("backward").size());
        assertEquals("a <circuit>", browser.getTitle());
    }

    @Test
    void keysStepForwardThenBackward() throws IOException {
        neuron();

        press(Keys.HOME);
        assertEquals(5, shown("forward").size(), "only what goes in");
        assertEquals(0, shown("backward").size());
        press(Keys.ARROW_RIGHT);
        assertEquals(6, shown("forward").size());
        assertTrue(said().contains("1 of 17 · forward · * gives -2.00"), said());
        press("\uE014".repeat(7));
        assertEquals(13, shown("forward").size());
        assertEquals(0, shown("backward").size());
        press(Keys.ARROW_RIGHT);
        assertEquals(List.of("1.00"), shown("backward"));
        press(Keys.ARROW_RIGHT);
        assertEquals(2, shown("backward").size());
        assertTrue(said().contains("for +1: upstream 1.00 × local -0.53 = -0.53"), said());
        assertEquals(1, browser.findElements(By.cssSelector("#stage .node.lit")).size());
        press(Keys.ARROW_LEFT);
        assertEquals(1, shown("backward").size());
        press(Keys.END);
        assertEquals(13, shown("backward").size());
    }

    @Test
    void buttonsDoWhatKeysDo() throws IOException {
        neuron();

        browser.findElement(By.id("home")).click();
        browser.findElement(By.id("next")).click();
        assertEquals(6, shown("forward").size());
        browser.findElement(By.id("back")).click();
        assertEquals(5, shown("forward").size());
        browser.findElement(By.id("end")).click();
        assertEquals(13, shown("backward").size());
    }

    @Test
    void theCardSaysTheChainRule() throws IOException {
        neuron();
        WebElement card = browser.findElement(By.id("card"));
        assertFalse(card.isDisplayed());

        List<WebElement> gates = browser.findElements(By.cssSelector("#stage .operation"));
        WebElement product = gates.stream()
                .filter(gate -> gate.getText().equals("*"))
                .findFirst()
                .orElseThrow();
        new Actions(browser).moveToElement(product).perform();

        assertTrue(card.isDisplayed());
        assertTrue(card.getText().contains("mul gate: gradient switcher"), card.getText());
        assertTrue(card.getText().contains("upstream 0.20 × local"), card.getText());
        press(Keys.ESCAPE);
        assertFalse(card.isDisplayed());
    }

    @Test
    void itZoomsAndMoves() throws IOException {
        neuron();
        double[] before = view();

        press("+");
        assertTrue(view()[2] < before[2]);
        press("-");
        assertEquals(before[2], view()[2], 1e-6);
        WebElement stage = browser.findElement(By.id("stage"));
        new Actions(browser)
                .moveToElement(stage, 0, 200)
                .clickAndHold()
                .moveByOffset(80, 30)
                .release()
                .perform();
        assertNotEquals(before[0], view()[0]);
        press("0");
        assertEquals(before[0], view()[0], 1e-6);
    }

    @Test
    void aClickFoldsABoxAndEnterOpensIt() throws IOException {
        open(Drawn.sampled(Drawn.program(Path.of("samples/char_lstm.ad")), 1), Drawing.Folding.NONE);
        int all = nodes();

        browser.findElement(By.cssSelector("#stage .box.loop > .title")).click();
        assertTrue(nodes() < all - 10, "the loop is one node");
        WebElement folded = browser.findElement(By.cssSelector("#stage .folded"));
        browser.executeScript("arguments[0].focus()", folded);
        press(Keys.ENTER);
        assertEquals(all, nodes());
    }

    @Test
    void focusIsSeen() throws IOException {
        neuron();

        browser.findElement(By.id("fit")).sendKeys(Keys.TAB);
        press(Keys.TAB);
        WebElement focused = browser.switchTo().activeElement();
        assertTrue(focused.getDomAttribute("class").contains("node"));
        String width = browser.findElement(
                        By.cssSelector("#stage .node:focus-visible rect, #stage .node:focus-visible circle"))
                .getCssValue("stroke-width");
        assertEquals("3.5px", width);
    }
}
