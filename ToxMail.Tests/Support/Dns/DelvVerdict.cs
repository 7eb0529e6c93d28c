namespace ToxMail.Tests.Support.Dns;

/// <summary>What delv says of an answer.</summary>
public enum DelvVerdict
{
    Proved,

    Insecure,

    Bogus,

    Absent,
}
