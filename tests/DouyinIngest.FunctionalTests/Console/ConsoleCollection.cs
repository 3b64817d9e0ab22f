namespace DouyinIngest.FunctionalTests.Console;

/// <summary>Tests that share one browser, one after the other.</summary>
[CollectionDefinition("console")]
public sealed class ConsoleCollection : ICollectionFixture<Browser>;
