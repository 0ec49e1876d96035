//! Questions on their way to the threads that read. Who rested last is asked first: its connection still has at hand what was read a
//! moment ago, and while little is asked the others sleep. No question waits while somebody rests.

use super::Question;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Puts questions; dropping it ends the readers after what was asked.
pub(crate) struct Asking(Arc<Queue>);

/// One reader's end.
pub(crate) struct Reader {
    queue: Arc<Queue>,
    number: usize,
}

struct Queue {
    readers: Mutex<Readers>,
    /// Wakes each reader alone.
    called: Vec<Condvar>,
}

#[derive(Default)]
struct Readers {
    waiting: VecDeque<Question>,
    /// Who rests, the last at the end.
    resting: Vec<usize>,
    /// What somebody who was called out of their rest is to answer.
    given: Vec<Option<Question>>,
    is_over: bool,
}

/// A queue with so many readers.
pub(crate) fn queue(readers: usize) -> (Asking, Vec<Reader>) {
    let queue = Arc::new(Queue {
        readers: Mutex::new(Readers { given: (0..readers).map(|_| None).collect(), ..Readers::default() }),
        called: (0..readers).map(|_| Condvar::new()).collect(),
    });
    let each = (0..readers).map(|number| Reader { queue: queue.clone(), number }).collect();
    (Asking(queue), each)
}

impl Queue {
    fn readers(&self) -> MutexGuard<'_, Readers> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Asking {
    pub(crate) fn ask(&self, question: Question) {
        let mut readers = self.0.readers();
        let Some(number) = readers.resting.pop() else {
            return readers.waiting.push_back(question);
        };
        readers.given[number] = Some(question);
        drop(readers);
        self.0.called[number].notify_one();
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.readers().is_over = true;
        self.0.called.iter().for_each(Condvar::notify_one);
    }
}

impl Reader {
    /// The next question; none once nobody can ask any more.
    pub(crate) fn next(&self) -> Option<Question> {
        let mut readers = self.queue.readers();
        if let Some(question) = readers.waiting.pop_front() {
            return Some(question);
        }
        if readers.is_over {
            return None;
        }
        readers.resting.push(self.number);
        loop {
            readers = self.queue.called[self.number].wait(readers).unwrap_or_else(PoisonError::into_inner);
            if let Some(question) = readers.given[self.number].take() {
                return Some(question);
            }
            if readers.is_over {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    const LONG: Duration = Duration::from_secs(20);

    /// A question that only says that it was answered.
    fn said(word: usize, told: &std::sync::mpsc::Sender<usize>) -> Question {
        let told = told.clone();
        Box::new(move |_| told.send(word).expect("somebody listens"))
    }

    fn answer(question: Question) {
        question(Err(crate::Trouble::Unavailable("nothing is read here".into())));
    }

    #[test]
    fn every_question_is_answered_once_and_what_was_asked_before_the_end_too() {
        let (asking, readers) = queue(3);
        let (told, heard) = channel();
        let threads: Vec<_> = readers
            .into_iter()
            .map(|reader| {
                std::thread::spawn(move || {
                    while let Some(question) = reader.next() {
                        answer(question);
                    }
                })
            })
            .collect();
        for word in 0..2_000 {
            asking.ask(said(word, &told));
        }
        drop(asking);
        for thread in threads {
            thread.join().expect("an end");
        }
        let mut words: Vec<usize> = heard.try_iter().collect();
        words.sort_unstable();
        assert_eq!(words, (0..2_000).collect::<Vec<_>>());
    }

    #[test]
    fn nobody_waits_for_a_long_answer_while_somebody_rests() {
        let (asking, readers) = queue(2);
        let (told, heard) = channel();
        let (go_on, held) = channel::<()>();
        for reader in readers {
            std::thread::spawn(move || {
                while let Some(question) = reader.next() {
                    answer(question);
                }
            });
        }
        asking.ask(Box::new(move |_| held.recv().expect("to go on")));
        for word in 0..100 {
            asking.ask(said(word, &told));
            assert_eq!(heard.recv_timeout(LONG), Ok(word), "the other reader answers");
        }
        go_on.send(()).expect("it still waits");
    }

    #[test]
    fn who_rested_last_is_asked_first() {
        let (asking, readers) = queue(3);
        let (told, heard) = channel();
        for reader in readers {
            let told = told.clone();
            std::thread::spawn(move || {
                while let Some(question) = reader.next() {
                    answer(question);
                    told.send(reader.number).expect("somebody listens");
                }
            });
        }
        while asking.0.readers().resting.len() < 3 {
            std::thread::yield_now();
        }
        let mut answered_by = |_| {
            asking.ask(Box::new(|_| ()));
            let who = heard.recv_timeout(LONG).expect("an answer");
            // It rests again before the next is asked.
            while !asking.0.readers().resting.contains(&who) {
                std::thread::yield_now();
            }
            who
        };
        let first = answered_by(0);
        assert!((1..50).map(&mut answered_by).all(|who| who == first), "one reader is enough for one who asks");
    }
}
