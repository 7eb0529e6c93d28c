namespace ToxMail.Core.Smtp;

/// <summary>How far a session has come: the columns of <see cref="SmtpStateTable"/>.</summary>
internal enum SmtpState
{
    /// <summary>The client has not said who it is.</summary>
    Connected,

    /// <summary>It has, but must log in.</summary>
    Greeted,

    /// <summary>A mail may begin.</summary>
    Ready,

    /// <summary>MAIL was accepted.</summary>
    Mail,

    /// <summary>So was at least one RCPT.</summary>
    Recipients,

    /// <summary>So was a BDAT that is not the last.</summary>
    Chunks,
}
