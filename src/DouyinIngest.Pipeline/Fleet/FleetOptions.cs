using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>How instances share the rooms of the control topic; the section <c>Fleet</c>. Not used when <c>Ingest:Rooms</c> lists rooms.</summary>
internal sealed class FleetOptions
{
    public const string SectionName = "Fleet";

    /// <summary>The consumer group of all instances. Nobody else may use it: a stranger in it would be given rooms and follow none.</summary>
    [Required(ErrorMessage = "Fleet:Group must not be empty.")]
    [RegularExpression("^[A-Za-z0-9._-]{1,200}$", ErrorMessage = "Fleet:Group must be letters, digits, '.', '_' and '-'.")]
    public string Group { get; set; } = "douyin-ingest";

    /// <summary>This instance's name, for people: the pod's. Default: the host's name.</summary>
    [RegularExpression("^[A-Za-z0-9._-]{0,200}$", ErrorMessage = "Fleet:Pod must be letters, digits, '.', '_' and '-'.")]
    public string Pod { get; set; } = "";

    /// <summary>Where others reach this instance's <c>/rooms</c>, as host:port; told in its claims. Default: nowhere.</summary>
    public string ManagementAddress { get; set; } = "";

    /// <summary>Where other instances reach this one's webhook, as host:port; told in its claims. A push that reaches the wrong instance goes there. Default: nowhere.</summary>
    [RegularExpression(@"^$|^[A-Za-z0-9._:\[\]-]{1,255}:[0-9]{1,5}$", ErrorMessage = "Fleet:PushAddress must be host:port, such as 10.0.0.7:9470.")]
    public string PushAddress { get; set; } = "";

    /// <summary>After how long without a sign of life the group takes an instance for dead. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:06", "00:05:00", ErrorMessage = "Fleet:SessionTimeout must be from 6 s (the least that brokers take by default) to 5 min.")]
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
