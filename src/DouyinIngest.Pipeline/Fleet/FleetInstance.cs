using System.Globalization;
using System.Security.Cryptography;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>Who we are in the group and in the log: the pod's name, and a nonce that no other process will ever have.</summary>
/// <param name="Pod">For people.</param>
/// <param name="Id">For the protocol.</param>
internal sealed record FleetInstance(string Pod, string Id)
{
    public static FleetInstance New(string pod)
    {
        var name = pod.Length > 0 ? pod : Environment.MachineName;
        return new FleetInstance(name, string.Create(CultureInfo.InvariantCulture, $"{name}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}"));
    }

    /// <summary>The name of the instance <paramref name="id"/> in the group, in its <paramref name="life"/>-th membership.</summary>
    public static string InGroup(string id, int life) => life == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}.{life}");

    /// <summary>Whether a name in the group, of whichever membership, is that of the instance <paramref name="id"/>.</summary>
    public static bool IsInGroup(string? name, string id)
        => name is not null && name.StartsWith(id, StringComparison.Ordinal) && (name.Length == id.Length || name[id.Length] == '.');
}
