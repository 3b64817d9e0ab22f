namespace DouyinIngest.Tests.Server.Fakes;

/// <summary>One secret of each kind that the service is given, and the words by which each would be found again.</summary>
internal static class PlantedSecrets
{
    /// <summary>Where each is planted: a variable of the environment, and the secret.</summary>
    public static readonly (string Variable, string Secret)[] Variables =
    [
        ("DOUYIN_INGEST__Kafka__Client__sasl.password", "planted-sasl-1f9c"),
        ("DOUYIN_INGEST__Kafka__Client__ssl.key.password", "planted-key-77aa"),
        ("DOUYIN_INGEST__Kafka__Client__sasl.oauthbearer.client.secret", "planted-oauth-5b21"),
        ("DOUYIN_COOKIE", "sessionid=planted-cookie-c0de; ttwid=planted-ttwid-d00d"),
        ("DOUYIN_APP_ID", "tt-planted"),
        ("DOUYIN_INGEST__Management__Token", "planted-token-4f4f4f4f"),
        ("DOUYIN_APP_SECRET", "planted-app-9e9e"),
    ];

    public static readonly string[] Words =
        ["planted-sasl-1f9c", "planted-key-77aa", "planted-oauth-5b21", "planted-cookie-c0de", "planted-ttwid-d00d", "planted-app-9e9e", "planted-token-4f4f4f4f"];

    public static void AssertNone(string said)
        => Assert.All(Words, word => Assert.DoesNotContain(word, said, StringComparison.OrdinalIgnoreCase));
}
