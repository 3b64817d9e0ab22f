using System.Collections;
using System.Globalization;
using System.Reflection;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Server;
using Microsoft.Extensions.Configuration;

namespace DouyinIngest.Tests.Pipeline.Hosting;

/// <summary>Every setting of every section is checked by name and by type; nobody has to remember it for a new one.</summary>
public sealed class KnownSettingsTests
{
    private static readonly string[] s_sections = ["Ingest", "Socket", "Polling", "Frame", "Event", "Filter", "Signing", "Cookies", "RoomInfo", "Kafka", "Fleet", "OpenPlatform", "Push", "Drain", "Canary", "Chat", "Outbound", "Management", "OpenTelemetry", "Logging"];

    public static TheoryData<string> Leaves() => [.. IngestServer.Sections.SelectMany(section => section.Leaves()).Select(leaf => leaf.Path)];

    [Fact]
    public void Sections_AreThoseOfTheService()
        => Assert.Equal(s_sections.Order(StringComparer.Ordinal), IngestServer.Sections.Select(section => section.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Leaves))]
    public void Mistakes_SettingWithItsDefault_HasNone(string path)
    {
        var property = PropertyOf(path);
        var value = property.GetValue(Activator.CreateInstance(property.DeclaringType!));
        if (value is null or IEnumerable and not string)
        {
            return;
        }

        Assert.Empty(Mistakes(path, Convert.ToString(value, CultureInfo.InvariantCulture)!));
        Assert.Empty(Mistakes(path.ToUpperInvariant(), Convert.ToString(value, CultureInfo.InvariantCulture)!));
    }

    [Theory]
    [MemberData(nameof(Leaves))]
    public void Mistakes_SettingMisspelt_NamesTheRightOne(string path)
    {
        var misspelt = path + "x";
        Assert.Equal([$"{misspelt} is no setting; the nearest is {path}."], Mistakes(misspelt, "1"));
    }

    [Theory]
    [MemberData(nameof(Leaves))]
    public void Mistakes_SettingOfAnotherType_SaysWhatItMustBe(string path)
    {
        var type = Nullable.GetUnderlyingType(PropertyOf(path).PropertyType) ?? PropertyOf(path).PropertyType;
        if (type == typeof(string))
        {
            return;
        }

        var wrong = type == typeof(Uri) ? "http://[" : "§";
        var said = type switch
        {
            _ when type == typeof(TimeSpan) => "a time such as 00:00:30",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(Uri) => "a URL",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type == typeof(double) => "a number",
            _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type)),
            _ => "takes several values",
        };
        var mistake = Assert.Single(Mistakes(path, wrong));
        Assert.StartsWith(path + " ", mistake, StringComparison.Ordinal);
        Assert.Contains(said, mistake, StringComparison.Ordinal);

        // In the place of a list the value may be a password.
        Assert.Equal(!said.StartsWith("takes", StringComparison.Ordinal), mistake.Contains($"'{wrong}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ingets:Rooms:0", "Ingets is no section of the settings; the nearest is Ingest.")]
    [InlineData("Sockets:Url", "Sockets is no section of the settings; the nearest is Socket.")]
    [InlineData("Events:ComboIdle", "Events is no section of the settings; the nearest is Event.")]
    public void Mistakes_NoSection_NamesTheNearest(string key, string expected)
        => Assert.Equal([expected], Mistakes(key, "1"));

    [Theory]
    [InlineData("Logging:LogLevel:Anything.At.All", "Debug")]
    [InlineData("Logging:Console:FormatterName", "json")]
    [InlineData("AllowedHosts", "*")]
    [InlineData("urls", "http://127.0.0.1:0")]
    [InlineData("Kafka:Client:any.thing", "1")]
    [InlineData("Socket:Parameters:any_thing", "1")]
    [InlineData("Ingest:Rooms:17:Labels:any.thing", "1")]
    [InlineData("RoomInfo:ShortLinkHosts:3", "example.com")]
    [InlineData("Signing:Mode", "http")]
    [InlineData("Kafka:CloudEvents", "TRUE")]
    [InlineData("Ingest:OfflineInterval", "1.02:03:04.5")]
    public void Mistakes_WhatIsTheHostsOrOpen_IsLeftAlone(string key, string value) => Assert.Empty(Mistakes(key, value));

    [Fact]
    public void Mistakes_Several_AreSaidTogetherInOrderAndOnce()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Kafka:Lingr", "1"), new("Drain:Settle", "soon")])
            .AddCommandLine(["--Kafka:Lingr=2", "--Frames:MaxRatio=1"])
            .Build();
        Assert.Equal(
            [
                "Drain:Settle is 'soon', but must be a time such as 00:00:30 (hours:minutes:seconds).",
                "Frames is no section of the settings; the nearest is Frame.",
                "Kafka:Lingr is no setting; the nearest is Kafka:Linger.",
            ],
            SettingsCheck.Mistakes(configuration, IngestServer.Sections));
    }

    [Fact]
    public void Mistakes_OtherVariablesOfTheEnvironment_AreNotOurs()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddEnvironmentVariables("DOTNET_").Build();
        Assert.Empty(SettingsCheck.Mistakes(configuration, IngestServer.Sections));
    }

    [Theory]
    [InlineData("Lingr", "Linger")]
    [InlineData("topicprefix", "TopicPrefix")]
    [InlineData("zzz", "CloudEvents")]
    public void Nearest_OfSeveral(string word, string expected)
        => Assert.Equal(expected, EditDistance.Nearest(word, word == "zzz" ? ["CloudEvents"] : ["TopicPrefix", "Linger", "CloudEvents"]));

    [Fact]
    public void Nearest_OfNone_IsNull() => Assert.Null(EditDistance.Nearest("word", []));

    private static PropertyInfo PropertyOf(string path)
        => IngestServer.Sections.SelectMany(section => section.Leaves()).Single(leaf => leaf.Path == path).Property;

    private static IReadOnlyList<string> Mistakes(string key, string value)
        => SettingsCheck.Mistakes(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build(), IngestServer.Sections);
}
