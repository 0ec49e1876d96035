// The customer's side of a browser journey: a mail brought to the desk's door, by SMTP as servers speak it.
import { connect } from 'node:net';

/// A plain mail, or with `html` one of both kinds.
export function mail({ from, to = 'support@kettle.example', subject, text, html, id = `${Math.random()}@customer.example` }) {
    const head = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, 'Date: Tue, 10 Mar 2026 09:00:00 +0000', `Message-ID: <${id}>`, 'MIME-Version: 1.0'];
    const plain = ['Content-Type: text/plain; charset=utf-8', '', text];
    if (!html) return [...head, ...plain, ''].join('\r\n');
    const parts = ['--part', ...plain, '--part', 'Content-Type: text/html; charset=utf-8', '', html, '--part--', ''];
    return [...head, 'Content-Type: multipart/alternative; boundary=part', '', ...parts].join('\r\n');
}

/// Hands mails (text or bytes) to the server at `door`, HOST:PORT; resolves when it has taken each of them.
export async function deliver(door, mails, to = 'support@kettle.example') {
    const [host, port] = door.split(':');
    const socket = connect(Number(port), host);
    const answers = lines(socket);
    await said(answers, '220');
    await ask('EHLO customer.example', '250');
    for (const one of mails) {
        await ask('MAIL FROM:<mia@customer.example>', '250');
        await ask(`RCPT TO:<${to}>`, '250');
        await ask('DATA', '354');
        const body = Buffer.from(one).toString('latin1').replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..');
        socket.write(Buffer.from(`${body}\r\n.\r\n`, 'latin1'));
        await said(answers, '250');
    }
    await ask('QUIT', '221');
    socket.destroy();

    async function ask(line, code) {
        socket.write(`${line}\r\n`);
        await said(answers, code);
    }
}

async function said(answers, code) {
    for (;;) {
        const { value, done } = await answers.next();
        if (done || !value.startsWith(code)) throw new Error(`the desk's door said "${value ?? 'nothing'}" where ${code} was due`);
        if (value[3] !== '-') return;
    }
}

async function* lines(socket) {
    let rest = '';
    for await (const chunk of socket) {
        rest += chunk;
        const whole = rest.split('\r\n');
        rest = whole.pop();
        yield* whole;
    }
}
